"""The staff of Larkfield Instruments: a few written by hand, the rest made from name tables."""

import unicodedata
from dataclasses import dataclass

from demo_tenant.ids import number, pick

DOMAIN = "larkfield.example"


@dataclass(frozen=True)
class Employee:
    name: str
    department: str
    title: str
    site: str

    @property
    def upn(self):
        return f"{mail_name(self.name)}@{DOMAIN}"


# Site: country, head count, cultures of the names met there (a culture may stand more than once).
SITES = {
    "Norwich": (
        "GB", 78, ["british", "british", "british", "irish", "indian", "nigerian", "polish"]),
    "Jena": ("DE", 42, ["german", "german", "german", "turkish", "polish", "arabic"]),
    "Pune": ("IN", 34, ["indian"]),
    "Portland": ("US", 20, ["british", "latin", "vietnamese", "chinese", "irish"]),
    "Nagano": ("JP", 10, ["japanese"]),
}

# Department: weight, titles.
DEPARTMENTS = {
    "Assembly": (
        6, ["Assembly Technician", "Shift Lead", "Calibration Technician", "Process Planner"]),
    "Engineering": (
        6, ["Optical Engineer", "Firmware Engineer", "Test Engineer", "Mechanical Designer"]),
    "Sales": (4, ["Account Manager", "Sales Engineer", "Regional Sales Lead"]),
    "Field Service": (4, ["Service Engineer", "Service Planner"]),
    "Customer Care": (3, ["Support Specialist", "Support Lead"]),
    "Quality": (2, ["Quality Engineer", "Auditor"]),
    "Supply Chain": (2, ["Buyer", "Logistics Coordinator"]),
    "Finance": (2, ["Accountant", "Controller", "Payroll Specialist"]),
    "People": (1, ["HR Partner", "Recruiter"]),
    "Marketing": (1, ["Content Editor", "Event Manager"]),
    "IT": (2, ["Systems Engineer", "Service Desk Analyst", "Network Engineer"]),
}

# Those whom the story or a group names.
NAMED_STAFF = [
    Employee("Eleanor Marsh", "Executive", "Chief Executive", "Norwich"),
    Employee("Tobias Lindner", "Executive", "Chief Operating Officer", "Jena"),
    Employee("Funmilayo Adeyemi", "Finance", "Chief Financial Officer", "Norwich"),
    Employee("Ingrid Vasak", "IT", "Head of IT", "Norwich"),
    Employee("Rohan Deshpande", "IT", "Identity Engineer", "Pune"),
    Employee("Caoimhe Brennan", "IT", "Messaging Engineer", "Norwich"),
    Employee("Jürgen Großmann", "IT", "Voice Engineer", "Jena"),
    Employee("Meera Kulkarni", "Engineering", "Product Designer", "Norwich"),
    Employee("Haruto Shimizu", "Engineering", "Lead Optical Engineer", "Nagano"),
    Employee("Lucía Benavides", "Sales", "Head of Sales Americas", "Portland"),
]

NAMES = {  # culture: given names, family names
    "british": (
        "Alice Benjamin Charlotte Daniel Emily Frederick Georgina Harry Imogen Jack Katherine "
        "Lewis Martha Oliver Phoebe Rupert Sophie Thomas Victoria William",
        "Aldous Barraclough Cartwright Dunmore Ellery Fairbairn Gathercole Hargreaves Ingham "
        "Kettle Lockwood Mayhew Nuttall Oakes Pemberton Rowntree Sandiford Thackeray "
        "Underhill Whitcombe",
    ),
    "irish": (
        "Aoife Ciarán Deirdre Eoin Fionnuala Niamh Oisín Róisín Seán Tadhg",
        "Byrne Connolly Doyle Fitzgerald Gallagher Keane Mulcahy Nolan O'Shea Quigley",
    ),
    "indian": (
        "Aarav Aditi Anjali Arjun Deepa Gaurav Ishaan Kavya Lakshmi Manish Nandini Omkar "
        "Pooja Rahul Sanjana Shreya Tanvi Varun Vikram Zoya",
        "Apte Bhattacharya Chaudhari Dixit Gokhale Iyer Joshi Kelkar Lele Mehta Nair Oak "
        "Pillai Rao Sathe Shaikh Thakur Upadhyay Venkatesan Wagle",
    ),
    "nigerian": (
        "Adaeze Babatunde Chidi Ebele Femi Ifeoma Kelechi Ngozi Obinna Temitope",
        "Abiodun Balogun Chukwu Eze Igwe Nwosu Ogunleye Okonkwo Onyeka Uzor",
    ),
    "polish": (
        "Agnieszka Bartosz Dorota Grzegorz Halina Łukasz Małgorzata Paweł Stanisław Zofia",
        "Adamczyk Gołąb Kaczmarek Krawiec Mazur Pietrzak Sikora Stępień Wójcik Wrona",
    ),
    "german": (
        "Anke Bernd Claudia Dirk Elke Florian Greta Heike Jonas Katrin Lars Maike Nils Petra "
        "Ralf Sabine Torsten Ulrike Volker Wiebke",
        "Achterberg Böhme Drechsler Eichhorn Fröhlich Grünewald Hölzer Jahnke Köhler Lehnert "
        "Möller Naumann Pfeiffer Rößler Schubert Töpfer Ulbrich Vogel Weidner Zschoche",
    ),
    "turkish": (
        "Ayşe Burak Çağla Deniz Elif Emre Gökhan Merve Tolga Zeynep",
        "Aksoy Bulut Çelik Demirci Erdoğdu Güneş Kaplan Özkan Şahin Yıldız",
    ),
    "arabic": (
        "Amal Bassem Dalia Faisal Hanan Karim Layla Nadim Rania Yusuf",
        "Abboud Barakat Darwish Fakhoury Habib Khalil Mansour Najjar Sabbagh Tannous",
    ),
    "latin": (
        "Alejandro Beatriz Camila Diego Esteban Gabriela Joaquín Marisol Rafael Ximena",
        "Arango Bustamante Cárdenas Delgado Echeverría Fuentes Montoya Peña Quintero Salazar",
    ),
    "vietnamese": (
        "Anh Bao Chi Duc Hoa Khanh Linh Minh Quang Thuy",
        "Bui Dang Do Hoang Le Ngo Nguyen Pham Tran Vu",
    ),
    "chinese": (
        "Fang Haoran Jing Liwei Meiling Qiang Rui Xiaoyu Yichen Zihan",
        "Chen Feng Gao Huang Jiang Liu Peng Sun Xu Zhao",
    ),
    "japanese": (
        "Akari Daiki Emi Hiroshi Kaito Misaki Naoko Ren Sakura Yuto",
        "Fujimoto Hayashi Ishikawa Kondo Matsuda Nishimura Okada Saito Ueda Yamane",
    ),
}

# Letters that Unicode does not decompose into a base letter and a mark.
_PLAIN = str.maketrans({"ß": "ss", "ł": "l", "ı": "i", "ø": "o", "đ": "d", "'": "", " ": "."})


def mail_name(name):
    """`Jürgen Großmann` gives `jurgen.grossmann`."""
    folded = unicodedata.normalize("NFKD", name.lower().translate(_PLAIN))
    return "".join(c for c in folded if not unicodedata.combining(c))


def employees():
    """Everybody on the payroll, the named ones first. No two share a mail name."""
    staff = list(NAMED_STAFF)
    taken = {person.upn for person in staff}
    departments = [d for d, (weight, _) in DEPARTMENTS.items() for _ in range(weight)]
    for site, (_, heads, cultures) in SITES.items():
        for seat in range(heads - sum(person.site == site for person in NAMED_STAFF)):
            person = _hire(site, f"{site} {seat}", pick(cultures, "culture", site, str(seat)),
                           pick(departments, "department", site, str(seat)), taken)
            taken.add(person.upn)
            staff.append(person)
    return staff


def _hire(site, seat, culture, department, taken):
    given, family = (names.split() for names in NAMES[culture])
    title = pick(DEPARTMENTS[department][1], "title", seat)
    first = number(len(given) * len(family), "name", seat)
    for step in range(len(given) * len(family)):
        index = (first + step) % (len(given) * len(family))
        name = f"{given[index % len(given)]} {family[index // len(given)]}"
        person = Employee(name, department, title, site)
        if person.upn not in taken:
            return person
    raise ValueError(f"no name left for {seat}")

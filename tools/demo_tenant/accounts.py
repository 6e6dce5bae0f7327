"""Accounts that are not staff: break-glass, administrators, service accounts, rooms, guests."""

from dataclasses import dataclass

from demo_tenant.people import DOMAIN

INITIAL_DOMAIN = "larkfield.onmicrosoft.example"


@dataclass(frozen=True)
class Account:
    upn: str
    name: str
    kind: str  # break glass, admin, service, room, b2b guest, chat guest
    mfa_registered: bool = False
    per_user_mfa: str = "disabled"
    issuer: str = ""  # of a guest's identity at home
    redeemed: bool = True  # a guest's invitation


def _external(mail):
    return f"{mail.replace('@', '_')}#EXT#@{INITIAL_DOMAIN}"


ACCOUNTS = [
    Account(f"breakglass-1@{INITIAL_DOMAIN}", "Break Glass One", "break glass", True),
    Account(f"breakglass-2@{INITIAL_DOMAIN}", "Break Glass Two", "break glass", True),
    Account(f"adm-ivasak@{DOMAIN}", "Ingrid Vasak (Admin)", "admin", True),
    Account(f"adm-rdeshpande@{DOMAIN}", "Rohan Deshpande (Admin)", "admin", True),
    Account(f"adm-cbrennan@{DOMAIN}", "Caoimhe Brennan (Admin)", "admin", True),
    # The bridge of the whole company. Nobody excluded the account, only the app.
    Account(f"svc-mio@{DOMAIN}", "Mio Chat Bridge", "service"),
    # The bridge of the bought company, done properly: excluded and fenced.
    Account(f"svc-mio-optics@{DOMAIN}", "Mio Chat Bridge (Optics)", "service"),
    Account(f"svc-ump365@{DOMAIN}", "AudioCodes UMP 365", "service"),
    Account(f"svc-ump365-amer@{DOMAIN}", "AudioCodes UMP 365 (Americas)", "service"),
    # Per-user MFA is left over from the years before Conditional Access.
    Account(f"svc-cayosoft@{DOMAIN}", "Cayosoft Administrator", "service", per_user_mfa="enforced"),
    Account(f"svc-scan@{DOMAIN}", "Scan to Mail", "service"),
    Account(f"sync-norwich@{INITIAL_DOMAIN}", "On-Premises Directory Synchronization", "service"),
    Account(f"room-norwich-broads@{DOMAIN}", "Norwich: The Broads", "room"),
    Account(f"room-norwich-wherry@{DOMAIN}", "Norwich: Wherry", "room"),
    Account(f"room-jena-abbe@{DOMAIN}", "Jena: Abbe", "room"),
    Account(f"room-pune-sahyadri@{DOMAIN}", "Pune: Sahyadri", "room"),
    Account(_external("margaux.delorme@castellan-audit.example"), "Margaux Delorme", "b2b guest",
            True, issuer="ExternalAzureAD"),
    Account(_external("piet.haverkamp@castellan-audit.example"), "Piet Haverkamp", "b2b guest",
            True, issuer="ExternalAzureAD"),
    Account(_external("sunniva.aas@northbeam.example"), "Sunniva Aas", "b2b guest",
            True, issuer="ExternalAzureAD"),
    Account(_external("kwame.boateng@northbeam.example"), "Kwame Boateng", "b2b guest",
            issuer="ExternalAzureAD"),
    Account(_external("office@fenland-catering.example"), "Fenland Catering", "b2b guest",
            issuer="mail"),
    Account(_external("tomas.hruby@glasswerk.example"), "Tomáš Hrubý", "b2b guest",
            issuer="ExternalAzureAD", redeemed=False),
    # Chat identities that live in the vendor's own tenant and were invited into this one.
    Account(_external("webex.dana.whitlock@chat-relay.example"), "Dana Whitlock (Webex)",
            "b2b guest", issuer="ExternalAzureAD"),
    Account(_external("webex.ola.strand@chat-relay.example"), "Ola Strand (Webex)", "b2b guest",
            issuer="ExternalAzureAD"),
    # Chat identities that the bridge made in this tenant: no person has their password.
    Account(f"chat.slack.amara.diallo@{DOMAIN}", "Amara Diallo (Slack)", "chat guest"),
    Account(f"chat.slack.ben.osgood@{DOMAIN}", "Ben Osgood (Slack)", "chat guest"),
    Account(f"chat.slack.yael.stern@{DOMAIN}", "Yael Stern (Slack)", "chat guest"),
    Account(f"chat.zoom.matteo.gallo@{DOMAIN}", "Matteo Gallo (Zoom)", "chat guest"),
    Account(f"chat.zoom.hana.kubat@{DOMAIN}", "Hana Kubát (Zoom)", "chat guest"),
]

# Staff who were given per-user MFA once and never migrated.
LEFTOVER_PER_USER_MFA = {
    f"ingrid.vasak@{DOMAIN}": "enforced",
    f"funmilayo.adeyemi@{DOMAIN}": "enabled",
}

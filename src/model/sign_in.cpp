#include "model/sign_in.h"

namespace caprock {

Device Device::without_properties() {
  Device device;
  for (Signal<std::string> Device::* const property :
       {&Device::device_id, &Device::display_name, &Device::ownership,
        &Device::enrollment_profile_name, &Device::manufacturer, &Device::mdm_app_id,
        &Device::model, &Device::operating_system, &Device::operating_system_version,
        &Device::profile_type})
    device.*property = Signal<std::string>::absent();
  device.extension_attributes.fill(Signal<std::string>::absent());
  device.is_compliant = Signal<bool>::absent();
  device.trust_type = Signal<TrustType>::absent();
  device.physical_ids = Signal<std::vector<std::string>>::absent();
  device.system_labels = Signal<std::vector<std::string>>::absent();
  device.intune_managed = false;
  return device;
}

}  // namespace caprock

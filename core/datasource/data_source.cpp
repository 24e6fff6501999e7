// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasource/data_source.h"

namespace hearth::datasource {

AlertmanagerSource& DataSource::alertmanager() {
    static AlertmanagerSource none; // without state: it says that there is nothing
    return none;
}

} // namespace hearth::datasource

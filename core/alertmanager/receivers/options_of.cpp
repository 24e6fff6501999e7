// SPDX-License-Identifier: GPL-3.0-or-later
#include "alertmanager/receivers/options_of.h"

namespace hearth::alertmanager {

void readCommon(yaml::MapReader& entry, ParseContext& context, CommonFields& out) {
    entry.boolean("send_resolved", out.sendResolved);
    out.http.options = context.http(entry);
}

} // namespace hearth::alertmanager

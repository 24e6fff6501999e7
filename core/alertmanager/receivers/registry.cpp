// SPDX-License-Identifier: GPL-3.0-or-later
#include "alertmanager/receivers/registry.h"

#include <vector>

#include "alertmanager/receivers/kinds.h"

namespace hearth::alertmanager {

std::span<const IntegrationKind> integrationKinds() {
    static const std::vector<IntegrationKind> kKinds{
        kWebhookKind,    kEmailKind,   kPagerDutyKind, kOpsGenieKind, kSlackKind,     kPushoverKind,
        kTelegramKind,   kDiscordKind, kWebexKind,     kMsTeamsKind,  kMsTeamsV2Kind, kRocketChatKind,
        kMattermostKind, kNtfyKind,    kGotifyKind,    kCommandKind,  kDesktopKind,
    };
    return kKinds;
}

} // namespace hearth::alertmanager

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "alertmanager/receivers/registry.h"

/// Each kind is defined in a source file of its own.
namespace hearth::alertmanager {

extern const IntegrationKind kWebhookKind;
extern const IntegrationKind kEmailKind;
extern const IntegrationKind kPagerDutyKind;
extern const IntegrationKind kOpsGenieKind;
extern const IntegrationKind kSlackKind;
extern const IntegrationKind kPushoverKind;
extern const IntegrationKind kTelegramKind;
extern const IntegrationKind kDiscordKind;
extern const IntegrationKind kWebexKind;
extern const IntegrationKind kMsTeamsKind;
extern const IntegrationKind kMsTeamsV2Kind;
extern const IntegrationKind kRocketChatKind;
extern const IntegrationKind kMattermostKind;
// Alertmanager has not:
extern const IntegrationKind kNtfyKind;
extern const IntegrationKind kGotifyKind;
extern const IntegrationKind kCommandKind;
extern const IntegrationKind kDesktopKind;

} // namespace hearth::alertmanager

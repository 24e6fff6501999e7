// SPDX-License-Identifier: GPL-3.0-or-later
#include "alertmanager/views.h"

namespace hearth::alertmanager {

std::string_view alertStateText(AlertState state) {
    switch (state) {
    case AlertState::kUnprocessed:
        return "unprocessed";
    case AlertState::kActive:
        return "active";
    case AlertState::kSuppressed:
        return "suppressed";
    }
    return "";
}

std::string_view traceKindText(TraceEvent::Kind kind) {
    switch (kind) {
    case TraceEvent::Kind::kRule:
        return "rule";
    case TraceEvent::Kind::kReceived:
        return "received";
    case TraceEvent::Kind::kExpired:
        return "expired";
    case TraceEvent::Kind::kGrouped:
        return "grouped";
    case TraceEvent::Kind::kInhibited:
        return "inhibited";
    case TraceEvent::Kind::kSilenced:
        return "silenced";
    case TraceEvent::Kind::kMuted:
        return "muted";
    case TraceEvent::Kind::kInactive:
        return "inactive";
    case TraceEvent::Kind::kDeduplicated:
        return "deduplicated";
    case TraceEvent::Kind::kNotifying:
        return "notifying";
    case TraceEvent::Kind::kAttempt:
        return "attempt";
    case TraceEvent::Kind::kFailed:
        return "failed";
    case TraceEvent::Kind::kSent:
        return "sent";
    case TraceEvent::Kind::kLeft:
        return "left";
    case TraceEvent::Kind::kRejected:
        return "rejected";
    }
    return "";
}

} // namespace hearth::alertmanager

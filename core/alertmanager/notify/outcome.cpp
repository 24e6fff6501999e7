// SPDX-License-Identifier: GPL-3.0-or-later
#include "alertmanager/notify/integration.h"

namespace hearth::alertmanager {

std::string_view causeText(Outcome::Cause cause) {
    switch (cause) {
    case Outcome::Cause::kNone:
        return "";
    case Outcome::Cause::kClientError:
        return "clientError";
    case Outcome::Cause::kServerError:
        return "serverError";
    case Outcome::Cause::kCanceled:
        return "contextCanceled";
    case Outcome::Cause::kDeadline:
        return "contextDeadlineExceeded";
    case Outcome::Cause::kAuthentication:
        return "authError";
    case Outcome::Cause::kRateLimited:
        return "rateLimited";
    case Outcome::Cause::kOther:
        return "other";
    }
    return "other";
}

} // namespace hearth::alertmanager

// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/transport.h"

namespace hearth::http {

Transport::RequestId Transport::startMail(MailRequest /*mail*/, MailDone done) {
    MailOutcome outcome;
    outcome.error = Error(ErrorCode::kUnsupported, "this network sends no mail");
    done(std::move(outcome));
    return 0;
}

} // namespace hearth::http

// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/transport.h"

namespace hearth::http {

Transport::RequestId Transport::startMail(MailRequest /*mail*/, MailDone done) {
    MailOutcome outcome;
    outcome.error = Error(ErrorCode::kUnsupported, "this network sends no mail");
    done(std::move(outcome));
    return 0;
}

void Transport::post(Task task) {
    {
        const std::lock_guard lock(m_postMutex);
        m_posted.push_back(std::move(task));
    }
    wake();
}

bool Transport::runPosted() {
    std::vector<Task> tasks;
    {
        const std::lock_guard lock(m_postMutex);
        tasks.swap(m_posted);
    }
    for (auto& task : tasks) {
        task();
    }
    return !tasks.empty();
}

} // namespace hearth::http

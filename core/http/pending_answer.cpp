// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/pending_answer.h"

namespace hearth::http {

PendingAnswer::PendingAnswer(std::shared_ptr<NetThread> thread, std::weak_ptr<Connection> connection,
                             ContentCoding coding)
    : m_thread(std::move(thread))
    , m_connection(std::move(connection))
    , m_coding(coding) {}

PendingAnswer::~PendingAnswer() {
    if (m_thread) {
        (*this)(ServerResponse::text(500, "The server gave this request up without an answer.\n"));
    }
}

void PendingAnswer::operator()(ServerResponse response) {
    const auto thread = std::exchange(m_thread, nullptr);
    if (!thread) {
        return;
    }
    applyContentCoding(response, m_coding);
    // The connection is looked for on its own thread, so that it is never destroyed on this one.
    thread->post([connection = m_connection, answer = std::move(response)]() mutable {
        if (const auto alive = connection.lock()) {
            alive->answer(std::move(answer));
        }
    });
}

} // namespace hearth::http

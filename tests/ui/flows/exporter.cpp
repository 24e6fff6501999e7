// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/flows/exporter.h"

#include <QtGlobal>
#include <fmt/format.h>

namespace hearth::tests {

Exporter::Exporter() {
    start();
}

void Exporter::start() {
    http::ServerOptions options;
    options.listenAddresses = {fmt::format("127.0.0.1:{}", m_port)};
    options.threads = 1;
    auto server = http::Server::start(
        options, [this](http::ServerRequest request, http::Responder respond) { respond(answer(request)); }, {});
    if (!server) {
        qFatal("the exporter does not start: %s", server.error().message().c_str());
    }
    m_server = *std::move(server);
    m_port = m_server->ports().front();
}

http::ServerResponse Exporter::answer(const http::ServerRequest& request) {
    if (request.method == "POST") {
        const std::lock_guard lock(m_mutex);
        m_posted = QByteArray::fromStdString(request.body);
        return http::ServerResponse::text(200, "thank you");
    }
    const double load = m_load;
    auto response =
        http::ServerResponse::text(200, fmt::format("load {}\nheat{{sensor=\"cpu\"}} {}\nheat{{sensor=\"disk\"}} {}\n",
                                                    load, load + 20, load + 5));
    response.headers = {{"Content-Type", "text/plain; version=0.0.4"}};
    return response;
}

QByteArray Exporter::posted() const {
    const std::lock_guard lock(m_mutex);
    return m_posted;
}

} // namespace hearth::tests

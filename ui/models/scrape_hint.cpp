// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scrape_hint.h"

namespace hearth::ui {

QString ScrapeHint::forError(const QString& error) {
    const auto says = [&](const char* words) { return error.contains(QLatin1String(words), Qt::CaseInsensitive); };
    if (says("refused")) {
        return tr("Nothing listens at that address. Is the exporter running there, and is the port right?");
    }
    if (says("timed out") || says("timeout") || says("deadline exceeded")) {
        return tr("No answer within the scrape timeout. Is the machine on, does a firewall drop the packets, or is the "
                  "exporter slow?");
    }
    if (says("no such host") || says("resolve")) {
        return tr("The name is not known here. Is it spelled right, and does the name server know it?");
    }
    if (says("no route") || says("unreachable")) {
        return tr("There is no way to that address from here. Is the network or VPN up?");
    }
    if (says("certificate") || says("x509") || says("SSL") || says("TLS")) {
        return tr("The certificate was not accepted. Check the name in it, its dates, and tls_config of this job.");
    }
    if (says("401") || says("403")) {
        return tr("The target wants to know who asks. Check basic_auth or authorization of this job.");
    }
    if (says("404")) {
        return tr("The target answers, but not at this path. Check metrics_path of this job.");
    }
    return {};
}

} // namespace hearth::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasource/forwarding_alertmanager.h"

namespace hearth::datasource {

template <class Question>
auto ForwardingAlertmanager::forward(Question question, const std::stop_token& stop)
    -> decltype(question(std::declval<AlertmanagerSource&>())) {
    decltype(question(std::declval<AlertmanagerSource&>())) answer;
    HEARTH_TRY(m_lend([&](AlertmanagerSource& target) { answer = question(target); }, stop));
    return answer;
}

Result<AlertmanagerStatus> ForwardingAlertmanager::status(std::stop_token stop) {
    return forward([&](AlertmanagerSource& target) { return target.status(stop); }, stop);
}

Result<std::vector<AlertReceiver>> ForwardingAlertmanager::receivers(const std::vector<std::string>& matchers,
                                                                     std::stop_token stop) {
    return forward([&](AlertmanagerSource& target) { return target.receivers(matchers, stop); }, stop);
}

Result<std::vector<ReceivedAlert>> ForwardingAlertmanager::alerts(const ReceivedAlertsQuery& query,
                                                                  std::stop_token stop) {
    return forward([&](AlertmanagerSource& target) { return target.alerts(query, stop); }, stop);
}

Result<std::vector<AlertGroup>> ForwardingAlertmanager::groups(const ReceivedAlertsQuery& query, std::stop_token stop) {
    return forward([&](AlertmanagerSource& target) { return target.groups(query, stop); }, stop);
}

Result<void> ForwardingAlertmanager::post(const std::vector<PostedAlert>& alerts, std::stop_token stop) {
    return forward([&](AlertmanagerSource& target) { return target.post(alerts, stop); }, stop);
}

Result<std::vector<Silence>> ForwardingAlertmanager::silences(const SilencesQuery& query, std::stop_token stop) {
    return forward([&](AlertmanagerSource& target) { return target.silences(query, stop); }, stop);
}

Result<Silence> ForwardingAlertmanager::silence(const std::string& id, std::stop_token stop) {
    return forward([&](AlertmanagerSource& target) { return target.silence(id, stop); }, stop);
}

Result<std::string> ForwardingAlertmanager::setSilence(const Silence& silence, std::stop_token stop) {
    return forward([&](AlertmanagerSource& target) { return target.setSilence(silence, stop); }, stop);
}

Result<void> ForwardingAlertmanager::expireSilence(const std::string& id, std::stop_token stop) {
    return forward([&](AlertmanagerSource& target) { return target.expireSilence(id, stop); }, stop);
}

Result<std::vector<TraceEvent>> ForwardingAlertmanager::trace(const std::string& fingerprint, model::TimeRange range,
                                                              std::stop_token stop) {
    return forward([&](AlertmanagerSource& target) { return target.trace(fingerprint, range, stop); }, stop);
}

Result<std::vector<AlertTransition>> ForwardingAlertmanager::history(const AlertHistoryQuery& query,
                                                                     std::stop_token stop) {
    return forward([&](AlertmanagerSource& target) { return target.history(query, stop); }, stop);
}

Result<std::vector<LastDelivery>> ForwardingAlertmanager::lastDeliveries(std::stop_token stop) {
    return forward([&](AlertmanagerSource& target) { return target.lastDeliveries(stop); }, stop);
}

Result<ReceiverTest> ForwardingAlertmanager::testReceiver(const ReceiverTestQuery& query, std::stop_token stop) {
    return forward([&](AlertmanagerSource& target) { return target.testReceiver(query, stop); }, stop);
}

Result<void> ForwardingAlertmanager::reload(std::stop_token stop) {
    return forward([&](AlertmanagerSource& target) { return target.reload(stop); }, stop);
}

} // namespace hearth::datasource

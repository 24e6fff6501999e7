// SPDX-License-Identifier: GPL-3.0-or-later
#include "hostmetrics/samples.h"

#include <algorithm>
#include <utility>

namespace hearth::hostmetrics {

void Samples::add(instrument::FamilyType type, std::string_view name, std::string_view help, double value,
                  instrument::LabelPairs labels) {
    auto it = m_indexes.find(name);
    if (it == m_indexes.end()) {
        it = m_indexes.emplace(name, m_families.size()).first;
        m_families.push_back({std::string(name), std::string(help), type, {}});
    }
    auto& metric = m_families[it->second].metrics.emplace_back();
    metric.labels = std::move(labels);
    metric.value = value;
}

instrument::Families Samples::take() {
    m_indexes.clear();
    auto families = std::exchange(m_families, {});
    std::ranges::sort(families, {}, &instrument::Family::name);
    return families;
}

} // namespace hearth::hostmetrics

// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/exchange_record.h"

#include <algorithm>

namespace hearth::http {

void ExchangeRecord::begin(MonotonicTime now) {
    const std::lock_guard lock(m_mutex);
    if (m_begin == MonotonicTime()) {
        m_begin = now;
    }
}

void ExchangeRecord::done(ExchangeStep step, Nanoseconds at, std::string words) {
    const std::lock_guard lock(m_mutex);
    if (std::ranges::find(m_steps, step, &Done::step) == m_steps.end()) {
        words.resize(std::min(words.size(), kMaxLineBytes));
        m_steps.push_back({step, at, std::move(words)});
    }
}

void ExchangeRecord::doneNow(ExchangeStep step, MonotonicTime now, std::string words) {
    const auto begin = [this] {
        const std::lock_guard lock(m_mutex);
        return m_begin;
    }();
    done(step, now - begin, std::move(words));
}

void ExchangeRecord::failed(ExchangeStep step) {
    const std::lock_guard lock(m_mutex);
    m_failed = step;
}

void ExchangeRecord::line(bool sent, std::string text, MonotonicTime now) {
    const std::lock_guard lock(m_mutex);
    if (m_lines.size() < kMaxLines) {
        text.resize(std::min(text.size(), kMaxLineBytes));
        m_lines.push_back({now - m_begin, sent, std::move(text)});
    }
}

void ExchangeRecord::rewrite(const std::function<std::string(std::string)>& change) {
    const std::lock_guard lock(m_mutex);
    for (auto& step : m_steps) {
        step.words = change(std::move(step.words));
    }
    for (auto& line : m_lines) {
        line.text = change(std::move(line.text));
    }
}

std::vector<ExchangeRecord::Done> ExchangeRecord::steps() const {
    const std::lock_guard lock(m_mutex);
    return m_steps;
}

std::optional<ExchangeStep> ExchangeRecord::failedStep() const {
    const std::lock_guard lock(m_mutex);
    return m_failed;
}

std::vector<ExchangeRecord::Line> ExchangeRecord::lines() const {
    const std::lock_guard lock(m_mutex);
    return m_lines;
}

} // namespace hearth::http

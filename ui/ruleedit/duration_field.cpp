// SPDX-License-Identifier: GPL-3.0-or-later
#include "ruleedit/duration_field.h"

#include "models/moment_text.h"
#include "models/plain_text.h"

namespace hearth::ui {
namespace {

constexpr int kMaxLength = 64;

std::optional<model::DurationMs> parse(const QString& text) {
    auto tight = text.simplified();
    tight.remove(QLatin1Char(' '));
    if (tight.isEmpty() || tight == QLatin1String("0")) {
        return 0;
    }
    if (const auto exact = model::parseDuration(tight.toStdString())) {
        return *exact;
    }
    return MomentText::parseDuration(text);
}

QString written(model::DurationMs duration) {
    return duration == 0 ? QStringLiteral("0") : toQString(model::formatDuration(duration));
}

} // namespace

DurationField::DurationField(QWidget* parent)
    : QLineEdit(parent) {
    setMaxLength(kMaxLength);
    setText(written(0));
    connect(this, &QLineEdit::textEdited, this, &DurationField::readText);
    connect(this, &QLineEdit::editingFinished, this, [this] {
        if (m_right) {
            setText(written(m_duration));
        }
    });
}

void DurationField::setDuration(model::DurationMs duration) {
    m_duration = duration;
    m_right = true;
    setText(written(duration));
}

void DurationField::readText(const QString& text) {
    const auto duration = parse(text);
    m_right = duration.has_value();
    m_duration = duration.value_or(m_duration);
    emit durationChanged();
}

} // namespace hearth::ui

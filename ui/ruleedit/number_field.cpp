// SPDX-License-Identifier: GPL-3.0-or-later
#include "ruleedit/number_field.h"

#include <QLineEdit>
#include <cmath>
#include <utility>

#include "ruleedit/threshold_text.h"

namespace hearth::ui {
namespace {

struct Suffix {
    const char* text;
    double factor;
};

constexpr double kKibi = 1024;
/// Longer ones first where one ends in the other.
constexpr Suffix kSuffixes[]{
    {"kib", kKibi},
    {"mib", kKibi* kKibi},
    {"gib", kKibi* kKibi* kKibi},
    {"tib", kKibi* kKibi* kKibi* kKibi},
    {"ki", kKibi},
    {"mi", kKibi* kKibi},
    {"gi", kKibi* kKibi* kKibi},
    {"ti", kKibi* kKibi* kKibi* kKibi},
    {"kb", 1e3},
    {"mb", 1e6},
    {"gb", 1e9},
    {"tb", 1e12},
    {"%", 0.01},
    {"k", 1e3},
    {"m", 1e6},
    {"g", 1e9},
    {"t", 1e12},
};

} // namespace

double stepped(double value, double step, int steps) {
    const double whole = std::round(value / step + 1e-9) + steps;
    // Through the reciprocal where steps are fractions: 0.3 rather than 0.30000000000000004.
    return step < 1 ? whole / std::round(1 / step) : whole * step;
}

NumberField::NumberField(QWidget* parent)
    : QAbstractSpinBox(parent) {
    setKeyboardTracking(false);
    setAccelerated(true);
    connect(this, &QAbstractSpinBox::editingFinished, this, &NumberField::readText);
    display();
}

std::optional<double> NumberField::parse(const QString& text) {
    auto rest = text.trimmed().toLower();
    double factor = 1;
    for (const auto& suffix : kSuffixes) {
        const auto end = QLatin1String(suffix.text);
        if (rest.endsWith(end)) {
            factor = suffix.factor;
            rest.chop(end.size());
            break;
        }
    }
    rest.remove(QLatin1Char(' '));
    bool good = false;
    const double number = QLocale::c().toDouble(rest, &good);
    if (good && std::isfinite(number)) {
        // Dividing keeps 90 % at 0.9 where multiplying would make 0.9000000000000001 of it.
        return factor == 0.01 ? number / 100 : number * factor;
    }
    const double local = QLocale().toDouble(rest, &good);
    return good && std::isfinite(local) ? std::optional(local * factor) : std::nullopt;
}

void NumberField::setValue(double value) {
    m_value = value;
    display();
}

void NumberField::setStep(double step) {
    m_step = step > 0 && std::isfinite(step) ? step : 1;
}

void NumberField::display() {
    const auto text = QString::fromStdString(numberText(m_value));
    if (lineEdit()->text() != text) {
        lineEdit()->setText(text);
    }
}

void NumberField::readText() {
    const auto number = parse(lineEdit()->text());
    const double before = std::exchange(m_value, number.value_or(m_value));
    display();
    if (m_value != before) {
        emit valueChanged(m_value);
    }
}

void NumberField::stepBy(int steps) {
    if (const auto typed = parse(lineEdit()->text())) {
        m_value = *typed;
    }
    m_value = stepped(m_value, m_step, steps);
    display();
    emit valueChanged(m_value);
}

QValidator::State NumberField::validate(QString& input, int& /*position*/) const {
    return parse(input) ? QValidator::Acceptable : QValidator::Intermediate;
}

} // namespace hearth::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/checked_field.h"

#include <QAction>
#include <QApplication>
#include <QEvent>

#include "models/plain_text.h"
#include "widgets/colors.h"
#include "widgets/tinted_icon.h"

namespace hearth::ui {
namespace {

constexpr double kTint = 0.14;

} // namespace

CheckedField::CheckedField(QWidget* parent)
    : QLineEdit(parent) {
    m_mark = addAction(tintedIcon(QStringLiteral("warning")), QLineEdit::TrailingPosition);
    m_mark->setVisible(false);
}

void CheckedField::setProblem(const QString& reason) {
    if (reason == m_problem) {
        return;
    }
    m_problem = reason;
    m_mark->setVisible(!reason.isEmpty());
    m_mark->setToolTip(plainToolTip(reason));
    setAccessibleDescription(reason);
    updateTint();
}

void CheckedField::showText(const QString& text) {
    if (text != this->text()) {
        setText(text);
    }
}

void CheckedField::updateTint() {
    m_tinting = true;
    auto tinted = QApplication::palette(this);
    if (!m_problem.isEmpty()) {
        const auto tint = healthColor(datasource::TargetHealth::kDown, tinted);
        tinted.setColor(QPalette::Base, mixed(tint, tinted.color(QPalette::Base), kTint));
    }
    setPalette(tinted);
    m_tinting = false;
}

void CheckedField::changeEvent(QEvent* event) {
    QLineEdit::changeEvent(event);
    if (event->type() == QEvent::ApplicationPaletteChange && !m_tinting) {
        updateTint();
    }
}

} // namespace hearth::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/filter_field.h"

#include <QAction>
#include <QApplication>
#include <QEvent>
#include <QKeyEvent>

#include "models/plain_text.h"
#include "widgets/colors.h"
#include "widgets/tinted_icon.h"

namespace hearth::ui {
namespace {

constexpr double kTint = 0.14;

} // namespace

FilterField::FilterField(QWidget* parent)
    : QLineEdit(parent) {
    setClearButtonEnabled(true);
    addAction(tintedIcon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    m_mark = addAction(tintedIcon(QStringLiteral("warning")), QLineEdit::TrailingPosition);
    m_mark->setVisible(false);
    connect(this, &QLineEdit::textChanged, this, &FilterField::updateTint);
}

void FilterField::setProblem(const QString& reason) {
    m_problem = reason;
    m_mark->setVisible(!reason.isEmpty());
    m_mark->setToolTip(plainToolTip(reason));
    setAccessibleDescription(reason);
    updateTint();
}

void FilterField::updateTint() {
    m_tinting = true;
    auto tinted = QApplication::palette(this);
    if (!text().isEmpty()) {
        const auto tint = m_problem.isEmpty() ? healthColor(datasource::TargetHealth::kUp, tinted)
                                              : healthColor(datasource::TargetHealth::kDown, tinted);
        tinted.setColor(QPalette::Base, mixed(tint, tinted.color(QPalette::Base), kTint));
    }
    setPalette(tinted);
    m_tinting = false;
}

void FilterField::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape && !text().isEmpty()) {
        clear();
        return;
    }
    QLineEdit::keyPressEvent(event);
}

void FilterField::changeEvent(QEvent* event) {
    QLineEdit::changeEvent(event);
    if (event->type() == QEvent::ApplicationPaletteChange && !m_tinting) {
        updateTint();
    }
}

} // namespace hearth::ui

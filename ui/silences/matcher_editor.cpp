// SPDX-License-Identifier: GPL-3.0-or-later
#include "silences/matcher_editor.h"

#include <QEvent>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>
#include <set>

#include "models/plain_text.h"
#include "silences/matcher_row.h"
#include "widgets/tinted_icon.h"

namespace hearth::ui {

MatcherEditor::MatcherEditor(QWidget* parent)
    : QWidget(parent) {
    m_layout = new QVBoxLayout(this);
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(4);
    m_add = new QPushButton(this);
    m_add->setIcon(tintedIcon(QStringLiteral("plus")));
    m_layout->addWidget(m_add, 0, Qt::AlignLeft);
    connect(m_add, &QPushButton::clicked, this, [this] { addRow({}, static_cast<int>(m_rows.size()))->focusName(); });
    retranslateUi();
    setDrafts({});
}

void MatcherEditor::retranslateUi() {
    m_add->setText(tr("Add matcher"));
}

void MatcherEditor::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslateUi();
    }
    QWidget::changeEvent(event);
}

MatcherRow* MatcherEditor::addRow(const MatcherDraft& draft, int position) {
    auto* row = new MatcherRow(this);
    row->setDraft(draft);
    row->setNames(m_names);
    m_rows.insert(m_rows.begin() + position, row);
    m_layout->insertWidget(position, row);
    row->show(); // at once, so that it can take the keyboard
    connect(row, &MatcherRow::changed, this, [this] {
        if (!m_filling) {
            emit changed();
        }
    });
    connect(row, &MatcherRow::listTyped, this, [this, row](const QString& text) { takeList(row, text); });
    connect(row, &MatcherRow::valuesWanted, this, [this, row](const QString& name) { row->setValues(valuesOf(name)); });
    connect(row, &MatcherRow::removeRequested, this, [this, row] { removeRow(row); });
    // In the order of the rows, wherever this one came in.
    QWidget* before = nullptr;
    for (auto* each : m_rows) {
        if (before != nullptr) {
            setTabOrder(before, each);
        }
        before = each;
    }
    setTabOrder(before, m_add);
    updateRemovable();
    return row;
}

void MatcherEditor::removeRow(MatcherRow* row) {
    std::erase(m_rows, row);
    row->hide();
    row->deleteLater();
    if (m_rows.empty()) {
        addRow({}, 0);
    }
    updateRemovable();
    m_rows.front()->focusName();
    emit changed();
}

void MatcherEditor::updateRemovable() {
    for (auto* row : m_rows) {
        row->setRemovable(m_rows.size() > 1);
    }
}

/// The first matcher stays in the row where it was typed or pasted, the others follow.
void MatcherEditor::takeList(MatcherRow* row, const QString& text) {
    const auto drafts = MatcherText::parse(text);
    if (!drafts || drafts->empty()) {
        return;
    }
    m_filling = true;
    row->setDraft(drafts->front());
    int position = static_cast<int>(std::ranges::find(m_rows, row) - m_rows.begin());
    for (auto draft = drafts->begin() + 1; draft != drafts->end(); ++draft) {
        addRow(*draft, ++position);
    }
    m_rows[static_cast<std::size_t>(position)]->focusValue();
    m_filling = false;
    emit changed();
}

void MatcherEditor::setDrafts(const MatcherDrafts& drafts) {
    m_filling = true;
    for (auto* row : m_rows) {
        row->hide();
        row->deleteLater();
    }
    m_rows.clear();
    for (const auto& draft : drafts) {
        addRow(draft, static_cast<int>(m_rows.size()));
    }
    if (m_rows.empty()) {
        addRow({}, 0);
    }
    m_filling = false;
    emit changed();
}

MatcherDrafts MatcherEditor::drafts() const {
    MatcherDrafts drafts;
    for (const auto* row : m_rows) {
        if (!row->isBlank()) {
            drafts.push_back(row->draft());
        }
    }
    return drafts;
}

QString MatcherEditor::problem() const {
    for (const auto* row : m_rows) {
        if (!row->problem().isEmpty()) {
            return row->problem();
        }
    }
    return {};
}

model::Matchers MatcherEditor::matchers() const {
    model::Matchers matchers;
    for (const auto& draft : drafts()) {
        if (auto matcher = MatcherText::matcherOf(draft)) {
            matchers.push_back(*std::move(matcher));
        }
    }
    return matchers;
}

void MatcherEditor::setAlerts(std::shared_ptr<const ReceivedAlerts> alerts) {
    m_alerts = std::move(alerts);
    std::set<std::string, std::less<>> names;
    if (m_alerts) {
        for (const auto& alert : *m_alerts) {
            for (const auto& label : alert.labels) {
                if (!names.contains(label.name)) {
                    names.emplace(label.name);
                }
            }
        }
    }
    QStringList list;
    for (const auto& name : names) {
        list << toQString(name);
    }
    if (list != m_names) {
        m_names = list;
        for (auto* row : m_rows) {
            row->setNames(m_names);
        }
    }
}

QStringList MatcherEditor::valuesOf(const QString& name) const {
    std::set<QString> values;
    if (m_alerts) {
        const auto label = name.toStdString();
        for (const auto& alert : *m_alerts) {
            if (const auto value = alert.labels.value(label); !value.empty()) {
                values.insert(toQString(value));
            }
            if (static_cast<qsizetype>(values.size()) >= kMaxValues) {
                break;
            }
        }
    }
    return {values.begin(), values.end()};
}

void MatcherEditor::focusFirst() {
    for (auto* row : m_rows) {
        if (row->isBlank() || !row->problem().isEmpty()) {
            row->focusName();
            return;
        }
    }
    m_rows.front()->focusName();
}

} // namespace hearth::ui

/*-
 * #%L
 * Convolutional networks looked into from ImageJ and Fiji.
 * %%
 * Copyright (C) 2026 Gradiscope founders.
 * %%
 * Redistribution and use in source and binary forms, with or without
 * modification, are permitted provided that the following conditions are met:
 *
 * 1. Redistributions of source code must retain the above copyright notice,
 *    this list of conditions and the following disclaimer.
 * 2. Redistributions in binary form must reproduce the above copyright notice,
 *    this list of conditions and the following disclaimer in the documentation
 *    and/or other materials provided with the distribution.
 *
 * THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS"
 * AND ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE
 * IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE
 * ARE DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDERS OR CONTRIBUTORS BE
 * LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR
 * CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF
 * SUBSTITUTE GOODS OR SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS
 * INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN
 * CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE)
 * ARISING IN ANY WAY OUT OF THE USE OF THIS SOFTWARE, EVEN IF ADVISED OF THE
 * POSSIBILITY OF SUCH DAMAGE.
 * #L%
 */

package org.gradiscope.dialog;

import java.awt.BorderLayout;
import java.awt.Component;
import java.awt.FlowLayout;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.UIManager;

import org.gradiscope.command.Hints;
import org.gradiscope.command.Keys;
import org.scijava.command.CommandInfo;
import org.scijava.module.ModuleItem;

/**
 * The fields of a command: those of the usual case, and the others once they are asked for; of both,
 * the ones that the command reads with the values that there are.
 */
final class CommandForm extends JPanel {

	private static final long serialVersionUID = 1;

	/** With fewer keys than that there is nothing to hide. */
	static final int MOST_FIELDS = 10;
	private static final int COLUMNS = 2;

	private final transient CommandInfo command;
	private final boolean isStack;
	private final transient Runnable resized;
	private final transient Map<String, KeyField> fields = new LinkedHashMap<>();
	private final FieldGrid usual;
	private final FieldGrid advanced;
	private final JButton toggle = new JButton("Advanced");
	/** Of the fields that are not seen, which have another value than usual. */
	private final JLabel changed = new JLabel();
	private final JPanel bar = new JPanel(new FlowLayout(FlowLayout.LEFT, 6, 2));
	private boolean open;

	/**
	 * @param isStack whether the command has a stack before it
	 * @param texts what the fields begin with, by key
	 * @param edited told when a person changes one
	 * @param resized told when other fields are shown than before
	 */
	CommandForm(final CommandInfo command, final boolean isStack, final Map<String, String> texts,
		final Runnable edited, final Runnable resized) {
		super(new BorderLayout());
		this.command = command;
		this.isStack = isStack;
		this.resized = resized;
		for (final ModuleItem<?> key : Keys.of(command))
			fields.put(key.getName(), KeyField.of(key, texts.get(key.getName()), edited));
		fields.forEach((name, field) -> field.parts().get(0).setName(name));
		usual = new FieldGrid(fields.values().stream().filter(field -> !isAdvanced(field)).toList(), 1);
		advanced = new FieldGrid(fields.values().stream().filter(this::isAdvanced).toList(), COLUMNS);
		toggle.setName("advanced");
		toggle.setContentAreaFilled(false);
		toggle.setBorder(null);
		toggle.addActionListener(event -> open(!open));
		changed.setEnabled(false);
		bar.add(toggle);
		bar.add(changed);
		add(usual, BorderLayout.NORTH);
		add(bar);
		add(advanced, BorderLayout.SOUTH);
		arrange();
	}

	private boolean isAdvanced(final KeyField field) {
		return fields.size() > MOST_FIELDS && field.key().is(Hints.ADVANCED);
	}

	/** Shows all fields, or those of the usual case. */
	void open(final boolean wanted) {
		open = wanted;
		arrange();
		resized.run();
	}

	/** Shows all fields if something is wrong with one that is hidden. */
	void openFor(final String problem) {
		if (fields.values().stream()
			.anyMatch(field -> isAdvanced(field) &&
				(problem.contains("'" + field.name() + "'") || problem.contains(field.name() + "="))))
			open(true);
	}

	/** The field of a key. */
	Optional<KeyField> field(final String key) {
		return Optional.ofNullable(fields.get(key));
	}

	List<KeyField> fields() {
		return new ArrayList<>(fields.values());
	}

	/** Puts something below a field of the usual case. */
	void addFoot(final KeyField field, final JComponent foot) {
		usual.addFoot(field, foot);
		arrange();
	}

	/** Those that count: what the fields hold, and the defaults of those that the command does not read. */
	Map<String, String> texts() {
		final Set<String> read = read();
		final Map<String, String> texts = LastUsedValues.defaults(command);
		texts.replaceAll((key, text) -> read.contains(key) ? fields.get(key).text() : text);
		return texts;
	}

	private Set<String> read() {
		final Set<String> read = Hints.read(command,
			fields.values().stream().collect(Collectors.toMap(KeyField::name, KeyField::text)));
		if (!isStack) read.removeIf(key -> command.getInput(key).is(Hints.STACK));
		return read;
	}

	/** Shows the fields that count now, and no others. */
	void arrange() {
		final Set<String> read = read();
		usual.arrange(field -> read.contains(field.name()));
		final List<KeyField> more = fields.values().stream()
			.filter(field -> isAdvanced(field) && read.contains(field.name())).toList();
		advanced.arrange(field -> open && more.contains(field));
		bar.setVisible(!more.isEmpty());
		toggle.setIcon(UIManager.getIcon(open ? "Tree.expandedIcon" : "Tree.collapsedIcon"));
		final Map<String, String> defaults = LastUsedValues.defaults(command);
		final String others =
			more.stream().filter(field -> !field.text().equals(defaults.get(field.name())))
				.map(field -> field.key().getLabel()).collect(Collectors.joining(", "));
		changed.setText(open || others.isEmpty() ? "" : "not as usual: " + others);
	}

	/** Which parts are seen, to know whether there are others than before. */
	List<Component> shown() {
		return fields.values().stream().<Component>map(KeyField::component).filter(Component::isVisible)
			.toList();
	}
}

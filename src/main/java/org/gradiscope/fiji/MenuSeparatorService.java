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

package org.gradiscope.fiji;

import ij.Menus;

import java.awt.Menu;
import java.awt.MenuBar;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.gradiscope.command.CommandList;
import org.scijava.command.CommandInfo;
import org.scijava.event.EventHandler;
import org.scijava.plugin.Plugin;
import org.scijava.service.AbstractService;
import org.scijava.service.SciJavaService;
import org.scijava.service.Service;
import org.scijava.ui.event.UIShownEvent;

/** Separates the groups of commands in Fiji's menu, which is made without separators. */
@Plugin(type = Service.class)
public class MenuSeparatorService extends AbstractService implements SciJavaService {

	/** All menus are there. Called by SciJava, on the event thread. */
	@EventHandler
	protected void onEvent(final UIShownEvent event) {
		find(Menus.getMenuBar(), "Plugins").flatMap(plugins -> find(plugins, "Gradiscope"))
			.ifPresent(this::separate);
	}

	private void separate(final Menu menu) {
		final List<String> entries = IntStream.range(0, menu.getItemCount()).mapToObj(menu::getItem)
			.map(item -> item.getLabel()).toList();
		final List<Integer> places = places(entries, new CommandList(context()).all());
		for (int i = places.size() - 1; i >= 0; i--)
			menu.insertSeparator(places.get(i));
	}

	/** The places of the entries that begin a group: as in SciJava's menus, their weights leap by more than 1. */
	static List<Integer> places(final List<String> entries, final List<CommandInfo> commands) {
		final Map<String, Double> weights =
			commands.stream().map(command -> command.getMenuPath().getLeaf())
				.collect(Collectors.toMap(leaf -> leaf.getName(), leaf -> leaf.getWeight()));
		final List<Integer> places = new ArrayList<>();
		for (int i = 1; i < entries.size(); i++) {
			final Double before = weights.get(entries.get(i - 1));
			final Double weight = weights.get(entries.get(i));
			if (before != null && weight != null && weight - before > 1) places.add(i);
		}
		return places;
	}

	private static Optional<Menu> find(final MenuBar bar, final String label) {
		return bar == null ? Optional.empty() : IntStream.range(0, bar.getMenuCount())
			.mapToObj(bar::getMenu).filter(menu -> menu.getLabel().equals(label)).findFirst();
	}

	private static Optional<Menu> find(final Menu menu, final String label) {
		return IntStream.range(0, menu.getItemCount()).mapToObj(menu::getItem)
			.filter(item -> item instanceof Menu && item.getLabel().equals(label)).map(Menu.class::cast)
			.findFirst();
	}
}

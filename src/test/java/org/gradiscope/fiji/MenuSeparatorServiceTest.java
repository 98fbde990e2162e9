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

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.gradiscope.command.CommandList;
import org.junit.jupiter.api.Test;
import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.plugin.PluginService;

/** Fiji's menu has the separators of a plain ImageJ's. */
class MenuSeparatorServiceTest {

	@Test
	void separatorsStandWhereAPlainImageJHasThem() throws IOException {
		final List<String> menu = new ArrayList<>();
		try (InputStream file = MenuSeparatorService.class.getResourceAsStream("/plugins.config")) {
			new String(file.readAllBytes(), StandardCharsets.UTF_8).lines()
				.filter(line -> line.contains("\"")).forEach(line -> menu.add(line.split("\"")[1]));
		}
		final List<String> separated = new ArrayList<>(menu);
		separated.removeIf("-"::equals);
		final List<Integer> places = places(separated);
		for (int i = places.size() - 1; i >= 0; i--)
			separated.add(places.get(i), "-");
		assertEquals(menu, separated);
	}

	@Test
	void entriesOfOthersAreLeftAlone() {
		assertEquals(List.of(),
			places(List.of("Another...", "Saliency Map...", "Another...", "Deep Dream...")));
		assertEquals(List.of(1), places(List.of("Classify...", "Saliency Map...")));
		assertEquals(List.of(), places(List.of()));
	}

	private static List<Integer> places(final List<String> entries) {
		try (Context context = new Context(PluginService.class)) {
			final List<CommandInfo> commands = new CommandList(context).all();
			return MenuSeparatorService.places(entries, commands);
		}
	}
}

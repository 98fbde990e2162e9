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

package org.gradiscope.imagej1;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ij.plugin.PlugIn;

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

/** The menu of a plain ImageJ is SciJava's. */
class PluginsConfigTest {

	private static final String MENU = "Plugins>Gradiscope, ";

	/** A separator stands where SciJava's menus have one: where weights differ by more than 1. */
	private static List<String> expected() {
		final List<String> lines = new ArrayList<>();
		try (Context context = new Context(PluginService.class)) {
			double last = Double.NaN;
			for (final CommandInfo info : new CommandList(context).all()) {
				final double weight = info.getMenuPath().getLeaf().getWeight();
				if (weight - last > 1) lines.add(MENU + "\"-\"");
				lines.add(MENU + "\"" + info.getMenuPath().getLeaf().getName() + "\", " +
					Gradiscope_.class.getName() + "(\"" + info.getName() + "\")");
				last = weight;
			}
		}
		return lines;
	}

	@Test
	void theEntriesAreTheCommandsInTheirOrder() throws IOException {
		try (InputStream file = PlugIn.class.getResourceAsStream("/plugins.config")) {
			assertEquals(expected(), new String(file.readAllBytes(), StandardCharsets.UTF_8).lines()
				.filter(line -> !line.isBlank() && !line.startsWith("#")).toList());
		}
	}
}

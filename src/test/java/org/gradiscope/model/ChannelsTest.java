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

package org.gradiscope.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.gradiscope.model.format.GradiscopeYaml;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Channels of pictures, and others. */
class ChannelsTest {

	private static Channels read(final String yaml) {
		return GradiscopeYaml.parse("input: {channels: " + yaml + "}", "gradiscope.yaml")
			.get(Fact.CHANNELS).orElseThrow();
	}

	@ParameterizedTest
	@ValueSource(strings = { "grey", "rgb", "bgr", "rgba", "5", "[DAPI, GFP]", "[red, green, blue]" })
	void whatADescriptorSaysIsWrittenAgain(final String yaml) {
		final Channels channels = read(yaml);
		final Description description =
			Description.NONE.with(Fact.CHANNELS, channels, "gradiscope.yaml");
		assertEquals(channels,
			GradiscopeYaml.parse(GradiscopeYaml.format(description), "gradiscope.yaml").get(Fact.CHANNELS)
				.orElseThrow());
	}

	@Test
	void namesNumbersAndWords() {
		assertEquals(Channels.named(List.of("DAPI", "GFP")), read("[DAPI, GFP]"));
		assertEquals(Channels.of(5), read("5"));
		assertEquals(Channels.BGR, read("BGR"));
		assertEquals("DAPI, GFP", read("[DAPI, GFP]").toString());
		assertEquals("5 channels", Channels.of(5).toString());
		assertTrue(read("[red, green, blue]").areOthers());
		assertFalse(Channels.RGBA.areOthers());
		assertEquals(List.of(1, 3, 3, 2), List.of(Channels.GREY.drawn(), Channels.RGB.drawn(),
			Channels.RGBA.drawn(), Channels.of(2).drawn()));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = {
		"pink | The channels are grey, rgb, bgr, rgba, their number, or a list of their names, but 'pink' was given.",
		"[a, A] | Each channel has a name of its own, but [a, A] was given.",
		"0 | A network takes 1 to 4096 channels, but 0 were given." })
	void whatIsWrongIsSaid(final String yaml, final String message) {
		final String said = assertThrows(ModelException.class, () -> read(yaml)).getMessage();
		assertEquals("gradiscope.yaml: The key 'input.channels': " + message, said);
	}

	@Test
	void anotherNumberIsRefusedWithTheRemedy() {
		Channels.of(2).check(2, "net");
		Channels.RGBA.check(1, "net");
		assertEquals("net takes images of 2 channels (DAPI, GFP), but one of 3 was given; put them " +
			"together (Image > Color > Merge Channels..., or Image > Hyperstacks > Stack to Hyperstack...).",
			assertThrows(IllegalArgumentException.class,
				() -> Channels.named(List.of("DAPI", "GFP")).check(3, "net")).getMessage());
		assertEquals(
			"A network takes images of 1 channel (grey) or 3 (colour), but 2 were given; " +
				"net takes rgb.",
			assertThrows(IllegalArgumentException.class, () -> Channels.RGB.check(2, "net"))
				.getMessage());
		assertEquals(
			"A network takes images of 1 channel (grey) or 3 (colour), but 4 were given; net takes rgba. If " +
				"its channels are others than those of a picture, state their number in gradiscope.yaml " +
				"(input: {channels: 4}), or their names.",
			assertThrows(IllegalArgumentException.class, () -> Channels.RGBA.check(4, "net"))
				.getMessage());
	}
}

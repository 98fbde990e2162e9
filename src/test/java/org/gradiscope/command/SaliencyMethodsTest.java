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
package org.gradiscope.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.gradiscope.attribution.Attribution;
import org.gradiscope.attribution.AttributionEntry;
import org.gradiscope.attribution.AttributionEntry.Need;
import org.gradiscope.attribution.AttributionMethod;
import org.gradiscope.attribution.AttributionMethods;
import org.gradiscope.attribution.Baseline;
import org.gradiscope.engine.Engine;
import org.gradiscope.engine.Network;
import org.gradiscope.model.Channels;
import org.gradiscope.model.InputSize;
import org.gradiscope.model.ModelDescriptor;
import org.gradiscope.model.Preprocessing;
import org.gradiscope.objective.Objectives;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.TinyNetworks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** What the registry says of each saliency method is true, and the page on saliency says the same. */
class SaliencyMethodsTest {

	private static final Pixels IMAGE =
		new Pixels(Tensor.of(Shape.of(1, 8, 8, 1), ramp()), ValueRange.UNIT);

	private static float[] ramp() {
		final float[] values = new float[64];
		for (int i = 0; i < values.length; i++)
			values[i] = i / 64f;
		return values;
	}

	static Stream<String> methods() {
		return AttributionMethods.REGISTRY.names().stream();
	}

	private static AttributionMethod make(final AttributionEntry entry,
		final ModelDescriptor network) {
		return entry.maker().make(Keys.FieldKeys.of(new SaliencyMap()), new AttributionEntry.Subject(
			network, IMAGE, network.layers(), name -> Baseline.Standard.BLACK));
	}

	/** A convolution of two channels, whose means are the logits. */
	private static Network network(final boolean relu, final boolean positions) {
		return Engine.load().open(TinyNetworks.of("tiny",
			Preprocessing.of(Channels.GREY, ValueRange.UNIT, InputSize.atLeast(1, 1)), List.of("a", "b"),
			List.of(positions ? "map" : "mean"), (tf, image) -> body(tf, image, relu)));
	}

	private static Operand<TFloat32> body(final Ops tf, final Operand<TFloat32> image,
		final boolean relu) {
		final Operand<TFloat32> map = tf.nn.conv2d(image,
			tf.constant(new float[][][][] { { { { 1, -2 } } } }), List.of(1L, 1L, 1L, 1L), "SAME");
		final Operand<TFloat32> named =
			relu ? tf.withName("map").nn.relu(map) : tf.withName("map").identity(map);
		return tf.withName("mean").math.mean(named, tf.constant(new int[] { 1, 2 }));
	}

	@ParameterizedTest
	@MethodSource("methods")
	void whatANetworkMustHaveIsWhatTheEntryStates(final String name) {
		assertNeeds(name, true, true, EnumSet.noneOf(Need.class));
		assertNeeds(name, false, true, EnumSet.of(Need.RELU));
		assertNeeds(name, true, false, EnumSet.of(Need.SPATIAL_LAYER));
	}

	private static void assertNeeds(final String name, final boolean relu, final boolean positions,
		final Set<Need> missing) {
		final AttributionEntry entry = AttributionMethods.REGISTRY.get(name);
		try (Network network = network(relu, positions)) {
			if (entry.needs().stream().anyMatch(missing::contains)) assertThrows(RuntimeException.class,
				() -> make(entry, network.descriptor()).attribute(network, IMAGE, Objectives.logit(0)));
			else assertEquals(8, make(entry, network.descriptor())
				.attribute(network, IMAGE, Objectives.logit(0)).map().shape().dimension(1));
		}
	}

	@Test
	void thePageOnSaliencyListsThem() throws IOException {
		final String page = Files.readString(Path.of("docs", "saliency.md"));
		try (Network network = network(true, true)) {
			final String table = AttributionMethods.REGISTRY.entries().stream()
				.map(entry -> row(entry, make(entry, network.descriptor()).meaning()))
				.collect(Collectors.joining("\n",
					"| method | paper | numbers | needs | keys |\n|---|---|---|---|---|\n", "\n\n"));
			assertTrue(page.contains(table), "docs/saliency.md should have this table:\n" + table);
		}
	}

	private static String row(final AttributionEntry entry, final Attribution.Meaning meaning) {
		final Map<Need, String> needs =
			Map.of(Need.RELU, "a ReLU", Need.SPATIAL_LAYER, "a layer with positions");
		return "| `" + entry.name() + "` | " + entry.paper() + " | " +
			meaning.name().toLowerCase(Locale.ROOT) + " | " +
			entry.needs().stream().sorted().map(needs::get).collect(Collectors.joining(", ")) + " | " +
			Stream.concat(entry.keys().stream(), entry.commandKeys().stream()).map(key -> "`" + key + "`")
				.collect(Collectors.joining(", ")) +
			" |";
	}
}

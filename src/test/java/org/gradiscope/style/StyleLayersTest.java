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

package org.gradiscope.style;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.gradiscope.model.Channels;
import org.gradiscope.model.InputSize;
import org.gradiscope.model.Labels;
import org.gradiscope.model.Layer;
import org.gradiscope.model.ModelDescriptor;
import org.gradiscope.model.Preprocessing;
import org.gradiscope.model.Probabilities;
import org.gradiscope.tensor.ValueRange;
import org.junit.jupiter.api.Test;

/** Which layers carry style and content where nobody names any. */
class StyleLayersTest {

	private static final Map<String, Double> AUTO = Map.of("auto", 1.0);

	private static Layer layer(final String name, final String operation, final int stride) {
		return new Layer(name, name, operation, List.of(-1, -1, 8), stride, 3, 9, true);
	}

	/** Convolutions and poolings as those of a VGG-19. */
	private static List<Layer> vgg() {
		final List<Layer> layers = new ArrayList<>();
		final int[] blocks = { 2, 2, 4, 4, 4 };
		for (int block = 1; block <= blocks.length; block++) {
			for (int i = 1; i <= blocks[block - 1]; i++)
				layers.add(layer("conv" + block + "_" + i, "Conv2D + Relu", 1 << block - 1));
			layers.add(layer("pool" + block, "MaxPool", 1 << block));
		}
		return layers;
	}

	private static ModelDescriptor network(final Channels channels, final List<Layer> layers) {
		return new ModelDescriptor("net", "", "in",
			Preprocessing.of(channels, ValueRange.UNIT, InputSize.atLeast(32, 32)), "out", "out",
			Probabilities.SOFTMAX, new Labels(List.of()), layers, Map.of(), Map.of(), Map.of(), Map.of(),
			List.of());
	}

	@Test
	void ofAVggTheyAreGatys() {
		final ModelDescriptor network = network(Channels.BGR, vgg());
		assertEquals(List.of("conv1_1", "conv2_1", "conv3_1", "conv4_1", "conv5_1"),
			List.copyOf(StyleLayers.style(network, AUTO).keySet()));
		assertEquals(Map.of("conv4_2", 1.0), StyleLayers.content(network, AUTO));
	}

	@Test
	void coloursCountWhereNoLayerSeesThem() {
		assertEquals(List.of("pixels", "a", "c"),
			List.copyOf(StyleLayers.style(
				network(Channels.RGB,
					List.of(layer("a", "Conv2D + Relu6", 2), layer("b", "Conv2D", 4),
						layer("c", "DepthwiseConv2dNative + Relu6", 4), layer("d", "Conv2D + Relu6", 32))),
				AUTO).keySet()));
		assertEquals(List.of("pixels", "a"), List.copyOf(StyleLayers
			.style(network(Channels.GREY, List.of(layer("a", "Conv2D + Relu", 1))), AUTO).keySet()));
	}

	@Test
	void namesAndWeightsAddUp() {
		final ModelDescriptor network = network(Channels.RGB, vgg());
		final Map<String, Double> weights = new LinkedHashMap<>();
		weights.put("conv5_*", 2.0);
		weights.put("conv5_1", 1.0);
		weights.put("pixels", 0.5);
		assertEquals(
			Map.of("conv5_1", 3.0, "conv5_2", 2.0, "conv5_3", 2.0, "conv5_4", 2.0, "pixels", 0.5),
			StyleLayers.style(network, weights));
	}

	@Test
	void aLayerWithoutPositionsHasNoStyle() {
		final List<Layer> layers = new ArrayList<>(vgg());
		layers.add(new Layer("fc", "fc", "MatMul + Relu", List.of(10), 0, 0, 9, false));
		final ModelDescriptor network = network(Channels.RGB, layers);
		assertError("The style is in layers that have positions, but fc of net has none; those that " +
			"have are ", network, Map.of("fc", 1.0));
		assertError(
			"No layer of net has positions for pictures of any size, so it knows no style; " +
				"take another network.",
			network(Channels.RGB, List.of(layers.get(layers.size() - 1))), AUTO);
	}

	private static void assertError(final String message, final ModelDescriptor network,
		final Map<String, Double> weights) {
		final String thrown =
			assertThrows(IllegalArgumentException.class, () -> StyleLayers.style(network, weights))
				.getMessage();
		assertEquals(message, thrown.substring(0, Math.min(message.length(), thrown.length())));
	}
}

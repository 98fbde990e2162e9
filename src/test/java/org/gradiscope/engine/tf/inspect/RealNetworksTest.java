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

package org.gradiscope.engine.tf.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;

import org.gradiscope.engine.tf.TestNatives;
import org.gradiscope.engine.tf.freeze.FrozenModel;
import org.gradiscope.model.Channels;
import org.gradiscope.model.Description;
import org.gradiscope.model.Fact;
import org.gradiscope.model.InputSize;
import org.gradiscope.model.Layer;
import org.gradiscope.testing.SharedFiles;
import org.junit.jupiter.api.Test;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/** Receptive fields: Araujo, Norris and Sim, Computing receptive fields of CNNs (Distill 2019). */
class RealNetworksTest {

	/** Without control dependencies, as the engine freezes. */
	private static FrozenModel frozen(final String name) throws IOException {
		TestNatives.load();
		final GraphDef.Builder graph = GraphDef.newBuilder();
		for (final NodeDef node : GraphDef
			.parseFrom(Files.readAllBytes(SharedFiles.model(name + "/frozen_graph.pb"))).getNodeList())
			graph.addNode(node.toBuilder().clearInput()
				.addAllInput(node.getInputList().stream().filter(edge -> !edge.startsWith("^")).toList()));
		return new FrozenModel(graph.build(), Map.of(), Map.of(), List.of());
	}

	private static Layer layer(final List<Layer> layers, final String name) {
		return layers.stream().filter(layer -> layer.name().equals(name)).findFirst().orElseThrow();
	}

	@Test
	void mobileNet1ReadsAsItsAuthorsWroteIt() throws IOException {
		final FrozenModel frozen = frozen("mobilenet-v1-0.25-224");
		final Description ends = TinyGraphs.ends(frozen);
		assertEquals("MobilenetV1/Predictions/Reshape_1", ends.get(Fact.OUTPUT).orElseThrow());
		assertEquals("MobilenetV1/Logits/SpatialSqueeze", ends.get(Fact.LOGITS).orElseThrow());
		assertEquals(Channels.RGB, ends.get(Fact.CHANNELS).orElseThrow());
		assertEquals(InputSize.fixed(224, 224), ends.get(Fact.SIZE).orElseThrow());
		final List<Layer> layers = TinyGraphs.layers(frozen);
		assertEquals(31, layers.size());
		assertEquals("Conv2d_0", layers.get(0).name());
		final Layer last = layer(layers, "Conv2d_13_pointwise");
		assertEquals(
			new Layer("Conv2d_13_pointwise", "MobilenetV1/MobilenetV1/Conv2d_13_pointwise/Relu6",
				"Conv2D + Relu6", List.of(7, 7, 256), 32, 315, 256 * 256 + 4 * 256, true, 31.5),
			last);
		assertFalse(layer(layers, "Logits").anySize());
		assertEquals(List.of(1001), layers.get(30).shape());
		assertEquals(Map.of("Relu6", 27),
			Capabilities.of(frozen.graph(), ends, name -> true).activations());
	}

	@Test
	void mobileNet2HasItsBlocks() throws IOException {
		final FrozenModel frozen = frozen("mobilenet-v2-1.0-224");
		assertEquals("MobilenetV2/Logits/Reshape",
			TinyGraphs.ends(frozen).get(Fact.LOGITS).orElseThrow());
		final List<Layer> layers = TinyGraphs.layers(frozen);
		assertEquals("AddV2", layer(layers, "expanded_conv_2").operation());
		assertEquals("DepthwiseConv2dNative + Relu6",
			layer(layers, "expanded_conv_16/depthwise").operation());
		assertEquals(491, layer(layers, "Conv_1").receptiveField());
		assertEquals(List.of(7, 7, 1280), layer(layers, "Conv_1").shape());
		assertEquals(3_489_097, layers.stream().mapToLong(Layer::parameters).sum());
	}

	@Test
	void aKeras3NetworkHasItsLayersNames() throws IOException {
		final FrozenModel frozen = frozen("cifar10-resnet8");
		final Description ends = TinyGraphs.ends(frozen);
		assertEquals("model_1/dense_1/BiasAdd", ends.get(Fact.LOGITS).orElseThrow());
		final List<Layer> layers = TinyGraphs.layers(frozen);
		assertEquals("conv2d", layers.get(0).name());
		assertEquals("dense", layers.get(layers.size() - 1).name());
		assertEquals("BatchNorm", layer(layers, "batch_normalization_6").operation());
		assertTrue(layer(layers, "average_pooling2d").anySize());
		assertFalse(layer(layers, "dense").anySize());
		final Capabilities can = Capabilities.of(frozen.graph(), ends, name -> true);
		assertTrue(can.guided());
		assertTrue(can.gradients(), can.withoutGradient()::toString);
	}
}

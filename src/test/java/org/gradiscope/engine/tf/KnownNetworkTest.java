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

package org.gradiscope.engine.tf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;

import org.gradiscope.engine.Engine;
import org.gradiscope.engine.Network;
import org.gradiscope.model.ModelDescriptor;
import org.gradiscope.model.store.ModelStore;
import org.gradiscope.testing.SharedFiles;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/** The range that nobody states, by the names of the operations where these are known. */
class KnownNetworkTest {

	private static String range(final int classes, final String... names) {
		final GraphDef.Builder graph = GraphDef.newBuilder();
		Stream.of(names).forEach(name -> graph.addNode(NodeDef.newBuilder().setName(name)));
		return KnownNetwork.of(graph.build(), classes).map(found -> found.range().toString())
			.orElse("none");
	}

	@ParameterizedTest
	@CsvSource({ "MobilenetV2/Conv/weights, 1001, -1..1", "MobilenetV1/Logits/x, 5, -1..1",
		"InceptionV3/Conv2d_1a_3x3/weights, 1001, -1..1", "resnet_v2_50/conv1/weights, 1001, -1..1",
		"resnet_v1_50/conv1/weights, 1000, none", "vgg_16/conv1/weights, 1000, none",
		"my/MobilenetV2/Conv, 1001, none", "MobilenetV2x/Conv, 1001, none",
		"module/hub_input/Mul, 5, 0..1", "conv_dw_13/kernel conv_pw_13/kernel, 1000, -1..1",
		"m/block_16_project/Conv2D m/Conv_1/Conv2D, 1000, -1..1",
		"m/block_16_project/Conv2D m/Conv_1/Conv2D, 5, none", "m/Conv_1/Conv2D, 1000, none",
		"block1_conv1/kernel, 1000, none" })
	void namesTellTheRange(final String names, final int classes, final String expected) {
		assertEquals(expected, range(classes, names.split(" ")));
	}

	/** Their descriptors lie in nobody's folder here, so their own names are all there is. */
	@ParameterizedTest
	@CsvSource({ "mobilenet-v2-1.0-224, MobilenetV2", "mobilenet-v1-0.25-224, MobilenetV1" })
	void realNetworksTakeWhatTheyWereTrainedOn(final String folder, final String name) {
		try (
			Network network = Engine.load().open(ModelStore.find(SharedFiles.model(folder).toString()))) {
			final ModelDescriptor known = network.descriptor();
			assertEquals("-1..1", known.preprocessing().range().toString());
			assertEquals("inferred -1..1", known.doubts().rangeNote().orElseThrow());
			assertTrue(
				known.doubts().range().orElseThrow()
					.contains("its operations are called " + name + ", so it takes -1..1"),
				known.doubts().range().orElseThrow());
		}
	}
}

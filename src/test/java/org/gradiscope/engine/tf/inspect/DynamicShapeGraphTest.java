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

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.gradiscope.engine.tf.TestNatives;
import org.gradiscope.engine.tf.freeze.FrozenModel;
import org.gradiscope.model.Description;
import org.gradiscope.model.Fact;
import org.gradiscope.testing.SharedFiles;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.core.Squeeze;
import org.tensorflow.op.math.Mean;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.types.TFloat32;

class DynamicShapeGraphTest {

	private static DynamicShapeGraph loosened(final FrozenModel frozen) {
		return DynamicShapeGraph.of(frozen.graph(), TinyGraphs.ends(frozen));
	}

	/** What a graph makes of images, one row of numbers for all. */
	private static float[] run(final GraphDef definition, final Description ends, final Shape shape,
		final float[] images) {
		try (Graph graph = new Graph()) {
			graph.importGraphDef(definition);
			try (Session session = new Session(graph);
				TFloat32 fed = TFloat32.tensorOf(shape, DataBuffers.of(images));
				Result result = session.runner().feed(ends.get(Fact.INPUT).orElseThrow(), fed)
					.fetch(ends.get(Fact.LOGITS).orElseThrow()).run()) {
				final TFloat32 values = (TFloat32) result.get(0);
				final float[] numbers = new float[(int) values.size()];
				values.asRawTensor().data().asFloats().read(numbers);
				return numbers;
			}
		}
	}

	/** A batch of two against each image alone, through the graph as it was. */
	private static void assertTwoAreTwiceOne(final FrozenModel frozen, final int height,
		final int width) {
		final Description ends = TinyGraphs.ends(frozen);
		final DynamicShapeGraph loose = DynamicShapeGraph.of(frozen.graph(), ends);
		assertTrue(loose.manyImages(), loose.remarks()::toString);
		final float[] images = new float[2 * height * width * 3];
		final Random random = new Random(5);
		for (int i = 0; i < images.length; i++)
			images[i] = random.nextFloat();
		final float[] both = run(loose.graph(), ends, Shape.of(2, height, width, 3), images);
		for (int i = 0; i < 2; i++) {
			final int size = images.length / 2;
			final float[] one = run(frozen.graph(), ends, Shape.of(1, height, width, 3),
				Arrays.copyOfRange(images, i * size, (i + 1) * size));
			// Sums of large terms; how they are grouped depends on the processor.
			for (int k = 0; k < one.length; k++)
				assertEquals(one[k], both[i * one.length + k], 1e-5f * Math.max(1, Math.abs(one[k])));
		}
	}

	@Test
	void twoImagesGoThroughMobileNetTogether() throws IOException {
		TestNatives.load();
		final GraphDef graph = GraphDef
			.parseFrom(Files.readAllBytes(SharedFiles.model("mobilenet-v1-0.25-224/frozen_graph.pb")));
		assertTwoAreTwiceOne(new FrozenModel(graph, Map.of(), Map.of(), List.of()), 224, 224);
	}

	@Test
	void theConvolutionsOfMobileNetTakeAnotherSize() throws IOException {
		TestNatives.load();
		final FrozenModel frozen = new FrozenModel(
			GraphDef
				.parseFrom(Files.readAllBytes(SharedFiles.model("mobilenet-v1-0.25-224/frozen_graph.pb"))),
			Map.of(), Map.of(), List.of());
		final String last = "MobilenetV1/MobilenetV1/Conv2d_13_pointwise/Relu6";
		final Description ends = TinyGraphs.ends(frozen);
		assertTrue(AnySizeOperations.of(frozen.graph(), ends).contains(last));
		assertEquals(2 * 4 * 5 * 256,
			run(loosened(frozen).graph(), ends.with(Fact.LOGITS, last, "a test"), Shape.of(2, 97, 131, 3),
				new float[2 * 97 * 131 * 3]).length);
	}

	@Test
	void aReshapeToOneImageIsToAny() {
		for (final int[] shape : new int[][] { { 1, 108 }, { 1, -1 } })
			assertTwoAreTwiceOne(TinyGraphs.of(Shape.of(1, 6, 6, 3),
				(tf, x) -> tf.linalg.matMul(
					tf.reshape(TinyGraphs.conv(tf, "conv", x, 3, 3, 1), tf.constant(shape)),
					tf.constant(Shape.of(108, 4), TinyGraphs.halves(432)))),
				6, 6);
	}

	@Test
	void aSqueezeKeepsTheImages() {
		for (final List<Long> axes : List.of(List.<Long>of(), List.of(0L, 1L, 2L)))
			assertTwoAreTwiceOne(TinyGraphs.of(Shape.of(1, 6, 6, 3),
				(tf,
					x) -> tf.nn.softmax(tf.identity(
						tf.squeeze(tf.math.mean(x, tf.constant(new int[] { 1, 2 }), Mean.keepDims(true)),
							Squeeze.axis(axes))))),
				6, 6);
	}

	@Test
	void whatCountsAxesAfterASqueezeIsLeftAlone() {
		final FrozenModel frozen = TinyGraphs.of(Shape.of(1, 6, 6, 3), (tf, x) -> tf.math
			.mean(tf.squeeze(x, Squeeze.axis(List.of(0L))), tf.constant(new int[] { 1 })));
		assertFalse(loosened(frozen).manyImages());
	}

	@Test
	void whatMixesImagesIsSaidByName() {
		final FrozenModel frozen = TinyGraphs.of(Shape.of(1, 6, 6, 3),
			(tf, x) -> tf.withName("mix").math.mean(x, tf.constant(new int[] { 0, 1, 2 })));
		final DynamicShapeGraph loose = loosened(frozen);
		assertFalse(loose.manyImages());
		assertEquals(List.of("assumed: images go through the graph 1 at a time, for 'mix' (Mean) may " +
			"depend on their number"), loose.remarks());
		assertEquals(List.of(1L, -1L, -1L, 3L), Placeholders.shape(input(loose)).orElseThrow());
	}

	@Test
	void noShapeIsLeftThatWasInferredOnce() {
		final FrozenModel frozen = TinyGraphs.of(Shape.of(1, 6, 6, 3), (tf, x) -> tf.nn.relu(x));
		final GraphDef.Builder graph = frozen.graph().toBuilder();
		graph.getNodeBuilderList()
			.forEach(node -> node.putAttr("_output_shapes", AttrValue.getDefaultInstance()));
		final DynamicShapeGraph loose =
			loosened(new FrozenModel(graph.build(), Map.of(), Map.of(), List.of()));
		assertTrue(
			loose.graph().getNodeList().stream().noneMatch(node -> node.containsAttr("_output_shapes")));
		assertEquals(List.of(-1L, -1L, -1L, 3L), Placeholders.shape(input(loose)).orElseThrow());
	}

	private static NodeDef input(final DynamicShapeGraph loose) {
		return loose.graph().getNodeList().stream().filter(node -> node.getName().equals("input"))
			.findFirst().orElseThrow();
	}
}

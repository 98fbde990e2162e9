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

import com.google.protobuf.InvalidProtocolBufferException;

import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;

import org.gradiscope.model.Model;
import org.gradiscope.model.ModelSource;
import org.gradiscope.testing.TinyNetworks;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.StridedSlice;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.types.TFloat32;

/** Whether a graph scales 0..255 by itself is told from what the pixels go through first. */
class GraphRescalingTest {

	/** From pixels to what the network sees. */
	private interface Start extends BiFunction<Ops, Operand<TFloat32>, Operand<TFloat32>> {}

	private static final Map<String, Start> SCALED = Map.ofEntries( //
		entry("x/127.5-1",
			(tf, x) -> tf.math.sub(tf.math.div(x, tf.constant(127.5f)), tf.constant(1f))), //
		entry("x/255", (tf, x) -> tf.math.div(x, tf.constant(255f))), //
		entry("x*1/255", (tf, x) -> tf.math.mul(x, tf.constant(1 / 255f))), //
		entry("1/255*x", (tf, x) -> tf.math.mul(tf.constant(1 / 255f), x)), //
		entry("x*1/127.5-1",
			(tf, x) -> tf.math.sub(tf.math.mul(x, tf.constant(1 / 127.5f)), tf.constant(1f))), //
		entry("x-127.5", (tf, x) -> tf.math.sub(x, tf.constant(127.5f))), //
		entry("x-mean", (tf, x) -> tf.math.sub(x, tf.constant(new float[] { 103.9f, 116.8f, 123.7f }))), //
		entry("x+-mean",
			(tf, x) -> tf.nn.biasAdd(x, tf.constant(new float[] { -103.9f, -116.8f, -123.7f }))), //
		entry("cast", (tf, x) -> tf.math.div(tf.dtypes.cast(x, TFloat32.class), tf.constant(255f))), //
		entry("crop", (tf, x) -> tf.math.div(crop(tf, x), tf.constant(255f))), //
		entry("resize", (tf, x) -> tf.math.mul(resize(tf, x), tf.constant(1 / 255f))), //
		entry("crop and resize",
			(tf, x) -> tf.math.mul(resize(tf, crop(tf, x)), tf.constant(1 / 255f))));

	private static final Map<String, Start> UNSCALED = Map.ofEntries( //
		entry("nothing", (tf, x) -> x), //
		entry("2x-1", (tf, x) -> tf.math.sub(tf.math.mul(x, tf.constant(2f)), tf.constant(1f))), //
		entry("x-0.5", (tf, x) -> tf.math.sub(x, tf.constant(0.5f))), //
		entry("x/0.2", (tf, x) -> tf.math.div(x, tf.constant(0.2f))), //
		entry("x*0", (tf, x) -> tf.math.mul(x, tf.constant(0f))), //
		entry("resize alone", GraphRescalingTest::resize), //
		entry("another way round it", (tf, x) -> tf.math.add(tf.math.div(x, tf.constant(255f)), x)), //
		entry("after a relu", (tf, x) -> tf.math.div(tf.nn.relu(x), tf.constant(255f))));

	/** Those of them that take 0..1, as what they do first says. */
	private static final Map<String, Start> UNIT = Map.ofEntries( //
		entry("x-0.5", UNSCALED.get("x-0.5")), //
		entry("2x-1", UNSCALED.get("2x-1")), //
		entry("2x+-1", (tf, x) -> tf.math.add(tf.math.mul(tf.constant(2f), x), tf.constant(-1f))), //
		entry("x/0.5-1", (tf, x) -> tf.math.sub(tf.math.div(x, tf.constant(0.5f)), tf.constant(1f))), //
		entry("x-mean", (tf, x) -> tf.math.sub(x, tf.constant(new float[] { 0.485f, 0.456f, 0.406f }))), //
		entry("x+-mean",
			(tf, x) -> tf.nn.biasAdd(x, tf.constant(new float[] { -0.485f, -0.456f, -0.406f }))), //
		entry("resized, x-0.5", (tf, x) -> tf.math.sub(resize(tf, x), tf.constant(0.5f))));

	private static final Map<String, Start> NOT_UNIT = Map.ofEntries( //
		entry("nothing", (tf, x) -> x), //
		entry("x-127.5", SCALED.get("x-127.5")), //
		entry("x/127.5-1", SCALED.get("x/127.5-1")), //
		entry("0.5-x", (tf, x) -> tf.math.sub(tf.constant(0.5f), x)), //
		entry("x+0.5", (tf, x) -> tf.math.add(x, tf.constant(0.5f))), //
		entry("2x", (tf, x) -> tf.math.mul(x, tf.constant(2f))), //
		entry("2x+1", (tf, x) -> tf.math.add(tf.math.mul(x, tf.constant(2f)), tf.constant(1f))), //
		entry("3x-1", (tf, x) -> tf.math.sub(tf.math.mul(x, tf.constant(3f)), tf.constant(1f))), //
		entry("2/x-1", (tf, x) -> tf.math.sub(tf.math.div(tf.constant(0.5f), x), tf.constant(1f))), //
		entry("another way round it", (tf, x) -> tf.math.add(tf.math.sub(x, tf.constant(0.5f)), x)));

	@BeforeAll
	static void load() {
		NativeLoader.load();
	}

	private static Map.Entry<String, Start> entry(final String name, final Start start) {
		return Map.entry(name, start);
	}

	private static Operand<TFloat32> crop(final Ops tf, final Operand<TFloat32> images) {
		return tf.stridedSlice(images, tf.constant(new int[] { 0, 1, 1, 0 }),
			tf.constant(new int[] { 0, 7, 7, 0 }), tf.constant(new int[] { 1, 1, 1, 1 }),
			StridedSlice.beginMask(9L), StridedSlice.endMask(9L));
	}

	/** As Keras does: to a side computed from the image's own. */
	private static Operand<TFloat32> resize(final Ops tf, final Operand<TFloat32> images) {
		return tf.image.resizeBilinear(images,
			tf.slice(tf.shape(images), tf.constant(new int[] { 1 }), tf.constant(new int[] { 2 })));
	}

	static Stream<String> scaled() {
		return SCALED.keySet().stream().sorted();
	}

	static Stream<String> unscaled() {
		return UNSCALED.keySet().stream().sorted();
	}

	static Stream<String> unit() {
		return UNIT.keySet().stream().sorted();
	}

	static Stream<String> notUnit() {
		return NOT_UNIT.keySet().stream().sorted();
	}

	private static boolean isInGraph(final Start start) throws InvalidProtocolBufferException {
		return GraphRescaling.isInGraph(graph(start), "input");
	}

	private static GraphDef graph(final Start start) throws InvalidProtocolBufferException {
		final Model model = TinyNetworks.undescribed(Shape.of(-1, 8, 8, 3),
			(tf, x) -> tf.math.mean(start.apply(tf, x), tf.constant(new int[] { 1, 2 })));
		return GraphDef.parseFrom(((ModelSource.Graph) model.source()).bytes());
	}

	@ParameterizedTest
	@MethodSource("scaled")
	void aGraphThatScalesIsKnown(final String name) throws InvalidProtocolBufferException {
		assertEquals(true, isInGraph(SCALED.get(name)));
	}

	@ParameterizedTest
	@MethodSource("unscaled")
	void aGraphThatDoesNotScaleIsKnown(final String name) throws InvalidProtocolBufferException {
		assertEquals(false, isInGraph(UNSCALED.get(name)));
	}

	@ParameterizedTest
	@MethodSource("unit")
	void aGraphThatCentresSmallNumbersTakesThose(final String name)
		throws InvalidProtocolBufferException {
		assertTrue(
			GraphRescaling.ofUnit(graph(UNIT.get(name)), "input").orElseThrow().startsWith("what"));
	}

	@ParameterizedTest
	@MethodSource("notUnit")
	void anotherGraphShowsNothing(final String name) throws InvalidProtocolBufferException {
		assertEquals(Optional.empty(), GraphRescaling.ofUnit(graph(NOT_UNIT.get(name)), "input"));
	}

	@Test
	void aMeanIsSaid() throws InvalidProtocolBufferException {
		assertEquals("what the graph takes away from its input first: 0.485, a usual mean of 0..1",
			GraphRescaling.ofUnit(graph(UNIT.get("x-mean")), "input").orElseThrow());
	}
}

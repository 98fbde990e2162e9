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

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.gradiscope.engine.tf.graph.GraphOps;
import org.gradiscope.model.Preprocessing;
import org.gradiscope.tensor.Shape;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.index.Indices;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Images that go on past their right and lower borders by their mirror image, up to a size that the
 * network takes, and what it gives for them cut back; volumes go on past their last plane too. The border
 * itself is not repeated, and the mirror image of a mirror image follows where one is not enough. Pixels
 * and positions stay where they are.
 *
 * @param image height and width of the images, of volumes the depth before them
 * @param seen those that the network sees
 */
record Reflection(Shape image, Shape seen) {

	private static final String SCOPE = "gradiscope_reflection";

	/** By axis, the last one first: which column of the image each one is, {@code [w']}; and so on. */
	private static final List<String> LINES =
		List.of("reflected_columns", "reflected_rows", "reflected_planes");

	/** The scores of the image alone. */
	static final String SCORES = SCOPE + "/scores";

	boolean isNone() {
		return image.equals(seen);
	}

	/**
	 * Adds the reflection.
	 *
	 * @param tf in the scope of the preprocessor
	 * @param images {@code [n, h, w, c]} or {@code [n, d, h, w, c]}
	 * @return {@code [n, h', w', c]} or {@code [n, d', h', w', c]}
	 */
	static Operand<TFloat32> add(final Ops tf, final Operand<TFloat32> images) {
		final int axes = images.shape().numDimensions() - 2;
		Operand<TFloat32> seen = images;
		for (int axis = 0; axis < axes; axis++)
			seen = tf.gather(seen, lines(tf, LINES.get(axes - 1 - axis)), tf.constant(1 + axis));
		return seen;
	}

	/** Whether it was added to a graph. */
	static boolean isIn(final Graph graph) {
		return graph.operation(placeholder(0)) != null;
	}

	/** @param fromLast 0 for columns, 1 for rows, 2 for planes */
	private static String placeholder(final int fromLast) {
		return Preprocessor.SCOPE + "/" + LINES.get(fromLast);
	}

	private static Operand<TInt32> lines(final Ops tf, final String name) {
		return tf.withName(name).placeholder(TInt32.class,
			Placeholder.shape(org.tensorflow.ndarray.Shape.of(-1)));
	}

	/** What is fed. */
	void feed(final Feeds feeds) {
		for (int axis = 0; axis < image.rank(); axis++)
			feeds.add(placeholder(image.rank() - 1 - axis),
				TInt32.vectorOf(lines(image.dimension(axis), seen.dimension(axis))));
	}

	/** For 4 lines of which 6 are seen 0, 1, 2, 3, 2, 1. */
	static int[] lines(final int length, final int seen) {
		final int last = length - 1;
		return IntStream.range(0, seen).map(i -> last == 0 ? 0 : last - Math.abs(last - i % (2 * last)))
			.toArray();
	}

	/**
	 * Adds {@link #SCORES}: of a picture {@code [n, h, w, c]} or a volume {@code [n, d, h, w, c]} the
	 * positions that begin inside of the image, in proportion; other scores as they are.
	 *
	 * @param axes of the network, in whose order of positions its scores are
	 * @param channelsFirst whether these have their channels before the positions
	 */
	static void addScores(final Graph graph, final String logits, final String axes,
		final boolean channelsFirst) {
		final Ops tf = GraphOps.of(graph).withSubScope(SCOPE);
		final Operand<TFloat32> scores = graph.<TFloat32>operationOrThrow(logits).output(0);
		final int[] order = Preprocessing.spatialOrder(axes);
		if (scores.shape().numDimensions() != order.length + 2) {
			tf.withName("scores").identity(scores);
			return;
		}
		final Operand<TInt32> own = tf.constant(UsualOrder.inverse(order));
		final Operand<TInt32> image =
			tf.gather(sides(tf, tf.shape(output(graph, Preprocessor.UNIT))), own, tf.constant(0));
		final Operand<TInt32> seen = tf.gather(seen(tf, graph, order.length), own, tf.constant(0));
		final int first = channelsFirst ? 2 : 1;
		final Operand<TInt32> positions = tf.math
			.mul(tf.stridedSlice(tf.shape(scores), Indices.slice(first, first + order.length)), image);
		final Operand<TInt32> kept =
			tf.math.floorDiv(tf.math.sub(tf.math.add(positions, seen), tf.constant(1)), seen);
		final Operand<TInt32> all = tf.constant(new int[] { -1 });
		tf.withName("scores").slice(scores, tf.constant(new int[order.length + 2]),
			tf.concat(channelsFirst ? List.of(all, all, kept) : List.of(all, kept, all), tf.constant(0)));
	}

	private static Operand<TFloat32> output(final Graph graph, final String operation) {
		return graph.<TFloat32>operationOrThrow(operation).output(0);
	}

	/** The sides that the network sees. */
	private static Operand<TInt32> seen(final Ops tf, final Graph graph, final int axes) {
		final List<Operand<TInt32>> sides = new ArrayList<>();
		for (int axis = 0; axis < axes; axis++)
			sides.add(
				tf.shape(graph.<TInt32>operationOrThrow(placeholder(axes - 1 - axis)).<TInt32>output(0)));
		return tf.concat(sides, tf.constant(0));
	}

	/** Height and width, of volumes the depth before them. */
	private static Operand<TInt32> sides(final Ops tf, final Operand<TInt32> shape) {
		return tf.stridedSlice(shape, Indices.slice(1, -1));
	}
}

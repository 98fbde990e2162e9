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

import java.util.List;
import java.util.stream.IntStream;

import org.gradiscope.engine.tf.graph.GraphOps;
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
 * network takes, and what it gives for them cut back. The border itself is not repeated, and the mirror
 * image of a mirror image follows where one is not enough. Pixels and positions stay where they are.
 *
 * @param image height and width of the images
 * @param seen those that the network sees
 */
record Reflection(Shape image, Shape seen) {

	private static final String SCOPE = "gradiscope_reflection";

	/** The placeholder of which row of the image each one is, {@code [h']}. */
	static final String ROWS = Preprocessor.SCOPE + "/reflected_rows";
	/** The same of the columns, {@code [w']}. */
	static final String COLUMNS = Preprocessor.SCOPE + "/reflected_columns";
	/** The scores of the image alone. */
	static final String SCORES = SCOPE + "/scores";

	boolean isNone() {
		return image.equals(seen);
	}

	/**
	 * Adds the reflection.
	 *
	 * @param tf in the scope of the preprocessor
	 * @param images {@code [n, h, w, c]}
	 * @return {@code [n, h', w', c]}
	 */
	static Operand<TFloat32> add(final Ops tf, final Operand<TFloat32> images) {
		final Operand<TFloat32> down = tf.gather(images, lines(tf, "reflected_rows"), tf.constant(1));
		return tf.gather(down, lines(tf, "reflected_columns"), tf.constant(2));
	}

	private static Operand<TInt32> lines(final Ops tf, final String name) {
		return tf.withName(name).placeholder(TInt32.class,
			Placeholder.shape(org.tensorflow.ndarray.Shape.of(-1)));
	}

	/** What is fed. */
	void feed(final Feeds feeds) {
		feeds.add(ROWS, TInt32.vectorOf(lines(image.dimension(0), seen.dimension(0))));
		feeds.add(COLUMNS, TInt32.vectorOf(lines(image.dimension(1), seen.dimension(1))));
	}

	/** For 4 lines of which 6 are seen 0, 1, 2, 3, 2, 1. */
	static int[] lines(final int length, final int seen) {
		final int last = length - 1;
		return IntStream.range(0, seen).map(i -> last == 0 ? 0 : last - Math.abs(last - i % (2 * last)))
			.toArray();
	}

	/**
	 * Adds {@link #SCORES}: of a picture {@code [n, h, w, c]} the positions that begin inside of the image,
	 * in proportion; other scores as they are.
	 */
	static void addScores(final Graph graph, final String logits) {
		final Ops tf = GraphOps.of(graph).withSubScope(SCOPE);
		final Operand<TFloat32> scores = graph.<TFloat32>operationOrThrow(logits).output(0);
		if (scores.shape().numDimensions() != 4) {
			tf.withName("scores").identity(scores);
			return;
		}
		final Operand<TInt32> image = sides(tf, tf.shape(output(graph, Preprocessor.UNIT)));
		final Operand<TInt32> seen = tf.concat(
			List.of(tf.shape(lines(graph, ROWS)), tf.shape(lines(graph, COLUMNS))), tf.constant(0));
		final Operand<TInt32> positions = tf.math.mul(sides(tf, tf.shape(scores)), image);
		final Operand<TInt32> kept =
			tf.math.floorDiv(tf.math.sub(tf.math.add(positions, seen), tf.constant(1)), seen);
		final Operand<TInt32> all = tf.constant(new int[] { -1 });
		tf.withName("scores").slice(scores, tf.constant(new int[4]),
			tf.concat(List.of(all, kept, all), tf.constant(0)));
	}

	private static Operand<TFloat32> output(final Graph graph, final String operation) {
		return graph.<TFloat32>operationOrThrow(operation).output(0);
	}

	private static Operand<TInt32> lines(final Graph graph, final String placeholder) {
		return graph.<TInt32>operationOrThrow(placeholder).output(0);
	}

	/** Height and width. */
	private static Operand<TInt32> sides(final Ops tf, final Operand<TInt32> shape) {
		return tf.stridedSlice(shape, Indices.slice(1, 3));
	}
}

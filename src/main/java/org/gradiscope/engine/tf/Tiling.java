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

import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.tf.graph.GraphOps;
import org.gradiscope.model.InputSize;
import org.gradiscope.tensor.Shape;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.index.Indices;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * The tiles of images for a network of one size: as few as cover an image, at even distances, so that
 * the outer ones end at its borders. A side shorter than the network's is stretched.
 */
final class Tiling {

	private static final String SCOPE = "gradiscope_tiles";

	/** The mean of the tiles' scores, {@code [n, classes]}. */
	static final String SCORES = SCOPE + "/scores";

	/** Over the rounding of float, and far under a pixel. */
	private static final double INSIDE = 1 - 1e-6;

	/** They are in memory together, since a score is the mean over all. */
	private static final int MOST = 64;

	private final Shape images;
	private final int[] tops;
	private final int[] lefts;
	private final InputSize size;

	/** @param images {@code [n, h, w, c]} */
	Tiling(final Shape images, final InputSize size) {
		this.images = images;
		this.size = size;
		tops = starts(images.dimension(1), size.height());
		lefts = starts(images.dimension(2), size.width());
		if (images.dimension(0) * perImage() > MOST)
			throw new EngineException("The image is cut into " + lefts.length + "x" + tops.length +
				" tiles of the network's " + size.width() + "x" + size.height() + ", but up to " + MOST +
				" go through at once; make the image smaller, or let the " +
				"model's description say 'fit: resize'.");
	}

	/** Where the tiles begin along one axis. */
	static int[] starts(final int length, final int tile) {
		final int count = Math.max(1, (length + tile - 1) / tile);
		final int[] starts = new int[count];
		for (int i = 1; i < count; i++)
			starts[i] = Math.round((float) i * (length - tile) / (count - 1));
		return starts;
	}

	/** How many tiles an image is cut into. */
	static int count(final int height, final int width, final InputSize size) {
		return starts(height, size.height()).length * starts(width, size.width()).length;
	}

	private int perImage() {
		return tops.length * lefts.length;
	}

	/** The borders of each tile as fractions of the image: top, left, bottom, right. */
	TFloat32 boxes() {
		final TFloat32 boxes = TFloat32
			.tensorOf(org.tensorflow.ndarray.Shape.of((long) images.dimension(0) * perImage(), 4));
		for (int i = 0; i < images.dimension(0) * perImage(); i++) {
			final int top = tops[i % perImage() / lefts.length];
			final int left = lefts[i % lefts.length];
			boxes.set(NdArrays.vectorOf(fraction(top, 1), fraction(left, 2),
				fraction(Math.min(images.dimension(1), top + size.height()) - 1, 1),
				fraction(Math.min(images.dimension(2), left + size.width()) - 1, 2)), i);
		}
		return boxes;
	}

	/** A little less: past the last row, where rounding may lead, TensorFlow takes black. */
	private float fraction(final int position, final int axis) {
		return (float) (position * INSIDE / Math.max(1, images.dimension(axis) - 1));
	}

	/** The image that each tile is of. */
	TInt32 boxImages() {
		final TInt32 indices =
			TInt32.tensorOf(org.tensorflow.ndarray.Shape.of((long) images.dimension(0) * perImage()));
		for (int i = 0; i < images.dimension(0) * perImage(); i++)
			indices.setInt(i / perImage(), i);
		return indices;
	}

	/** Adds {@link #SCORES} to a graph. */
	static void addScores(final Graph graph, final String logits) {
		final Ops tf = GraphOps.of(graph).withSubScope(SCOPE);
		final Operand<TFloat32> scores = graph.<TFloat32>operationOrThrow(logits).output(0);
		final Operand<TInt32> count = tf.stridedSlice(
			tf.shape(graph.<TFloat32>operationOrThrow(Preprocessor.UNIT).output(0)), Indices.sliceTo(1));
		final Operand<TInt32> classes = tf.stridedSlice(tf.shape(scores), Indices.sliceFrom(1));
		final Operand<TInt32> shape =
			tf.concat(List.of(count, tf.constant(new int[] { -1 }), classes), tf.constant(0));
		tf.withName("scores").math.mean(tf.reshape(scores, shape), tf.constant(1));
	}
}

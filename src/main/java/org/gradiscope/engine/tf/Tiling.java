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
 * the outer ones end at its borders. A side shorter than the network's is stretched; along the depth of
 * volumes by repeating planes.
 */
final class Tiling {

	private static final String SCOPE = "gradiscope_tiles";

	/** The mean of the tiles' scores, {@code [n, classes]}. */
	static final String SCORES = SCOPE + "/scores";

	/** Over the rounding of float, and far under a pixel. */
	private static final double INSIDE = 1 - 1e-6;

	/** They are in memory together, since a score is the mean over all. */
	private static final int MOST = 64;

	private final int count;
	private final int[] sides;
	private final int[] tile;
	private final List<int[]> starts;

	/** @param images {@code [n, h, w, c]} or {@code [n, d, h, w, c]} */
	Tiling(final Shape images, final InputSize size) {
		count = images.dimension(0);
		sides = images.sides();
		tile = size.sides();
		starts =
			IntStream.range(0, tile.length).mapToObj(axis -> starts(sides[axis], tile[axis])).toList();
		if (count * perImage() > MOST) throw new EngineException("The image is cut into " +
			InputSize.text(starts.stream().mapToInt(all -> all.length).toArray()) +
			" tiles of the network's " + InputSize.text(tile) + ", but up to " + MOST +
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

	/**
	 * How many tiles an image is cut into.
	 *
	 * @param sides height and width, of volumes the depth before them
	 */
	static int count(final int[] sides, final InputSize size) {
		final int[] tile = size.sides();
		return IntStream.range(0, tile.length).map(axis -> starts(sides[axis], tile[axis]).length)
			.reduce(1, (a, b) -> a * b);
	}

	private int perImage() {
		return starts.stream().mapToInt(all -> all.length).reduce(1, (a, b) -> a * b);
	}

	/** The planes of a tile; 1 of pictures. */
	private int planes() {
		return tile.length == 3 ? tile[0] : 1;
	}

	/** The borders of each tile, of volumes of each plane of it, as fractions: top, left, bottom, right. */
	TFloat32 boxes() {
		final int boxes = count * perImage() * planes();
		final TFloat32 all = TFloat32.tensorOf(org.tensorflow.ndarray.Shape.of(boxes, 4));
		final int down = tile.length - 2;
		for (int i = 0; i < boxes; i++) {
			final int top = start(i / planes(), down);
			final int left = start(i / planes(), down + 1);
			all.set(NdArrays.vectorOf(fraction(top, down), fraction(left, down + 1),
				fraction(Math.min(sides[down], top + tile[down]) - 1, down),
				fraction(Math.min(sides[down + 1], left + tile[down + 1]) - 1, down + 1)), i);
		}
		return all;
	}

	/** Where a tile begins along an axis; tiles are counted as numbers are written, the last axis fastest. */
	private int start(final int tiles, final int axis) {
		int number = tiles % perImage();
		for (int last = starts.size() - 1; last > axis; last--)
			number /= starts.get(last).length;
		return starts.get(axis)[number % starts.get(axis).length];
	}

	/** A little less: past the last row, where rounding may lead, TensorFlow takes black. */
	private float fraction(final int position, final int axis) {
		return (float) (position * INSIDE / Math.max(1, sides[axis] - 1));
	}

	/** The image that each tile is of; of volumes the plane, of all of all images. */
	TInt32 boxImages() {
		final int boxes = count * perImage() * planes();
		final TInt32 indices = TInt32.tensorOf(org.tensorflow.ndarray.Shape.of(boxes));
		for (int i = 0; i < boxes; i++) {
			final int tiles = i / planes();
			final int image = tiles / perImage();
			indices.setInt(tile.length == 2 ? image : image * sides[0] + plane(tiles, i % planes()), i);
		}
		return indices;
	}

	/** Of the image's own, that which is one of a tile's. */
	private int plane(final int tiles, final int of) {
		return sides[0] >= tile[0] ? start(tiles, 0) + of
			: Math.round((float) of * (sides[0] - 1) / Math.max(1, tile[0] - 1));
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

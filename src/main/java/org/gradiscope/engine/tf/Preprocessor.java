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

import org.gradiscope.model.Channels;
import org.gradiscope.model.ImageFit;
import org.gradiscope.model.InputSize;
import org.gradiscope.model.Preprocessing;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.index.Indices;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.image.ScaleAndTranslate;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * The way from the caller's pixels to the network's input, as operations of the graph, so that
 * gradients go all the way back.
 */
final class Preprocessor {

	/** All names that are not the network's own begin with it. */
	static final String SCOPE = "gradiscope";

	/** The placeholder of the caller's pixels, {@code [n, h, w, c]} or {@code [n, d, h, w, c]}. */
	static final String PIXELS = SCOPE + "/pixels";
	/** The placeholder of the darkest value of the caller's range. */
	static final String MINIMUM = SCOPE + "/minimum";
	/** The placeholder of the extent of the caller's range. */
	static final String EXTENT = SCOPE + "/extent";
	/** The caller's pixels, their range mapped to 0..1. */
	static final String UNIT = SCOPE + "/unit";
	/** What the network's first layer gets. */
	static final String PREPARED = SCOPE + "/prepared";

	/** The placeholder of the tiles' borders, {@code [tiles, 4]}, where the image is cut into tiles. */
	static final String BOXES = SCOPE + "/boxes";
	/** The placeholder of the image that each tile is of, {@code [tiles]}. */
	static final String BOX_IMAGES = SCOPE + "/box_images";

	/** The weights of red, green and blue in grey (ITU-R BT.601), as TensorFlow's own. */
	private static final float[] LUMA = { 0.2989f, 0.5870f, 0.1140f };

	private final Ops tf;

	Preprocessor(final Ops tf) {
		this.tf = tf.withSubScope(SCOPE);
	}

	/**
	 * Adds the operations.
	 *
	 * @param source of the images
	 * @param fitted whether images of another size are made to fit; else they keep their own
	 */
	void add(final Preprocessing preprocessing, final ImageSource source, final boolean fitted) {
		add(preprocessing, source, fitted, false);
	}

	/**
	 * Adds the operations.
	 *
	 * @param padded whether images go on by their reflection; statistics are those of the images alone
	 */
	void add(final Preprocessing preprocessing, final ImageSource source, final boolean fitted,
		final boolean padded) {
		final ImageSource.Images images = source.images(tf, preprocessing.range());
		final Operand<TFloat32> unit = tf.withName("unit").identity(images.unit());
		final boolean levels = preprocessing.steps().isPresent();
		final Operand<TFloat32> seen = levels ? tf.withName("levels").identity(images.levels()) : unit;
		final Operand<TFloat32> sized =
			fitted && preprocessing.size().fixed() ? fit(seen, preprocessing) : seen;
		final Operand<TFloat32> mixed = mixed(sized, source.channels(), preprocessing.channels(),
			levels ? preprocessing.range().max() : 1);
		final Operand<TFloat32> normalized =
			preprocessing.steps().map(steps -> new StepCompiler(tf).applied(mixed, steps))
				.orElseGet(() -> new Normalizer(tf).normalized(mixed, preprocessing));
		final Operand<TFloat32> whole = padded ? Reflection.add(tf, normalized) : normalized;
		tf.withName("prepared").identity(ordered(whole, preprocessing.axes()));
	}

	private Operand<TFloat32> ordered(final Operand<TFloat32> image, final String axes) {
		final String usual =
			axes.length() == 5 ? Preprocessing.USUAL_VOLUME_AXES : Preprocessing.USUAL_AXES;
		if (axes.equals(usual)) return image;
		return tf.linalg.transpose(image, tf.constant(axes.chars().map(usual::indexOf).toArray()));
	}

	private Operand<TFloat32> fit(final Operand<TFloat32> image, final Preprocessing p) {
		final Operand<TInt32> target = tf.constant(new int[] { p.size().height(), p.size().width() });
		if (p.fit() == ImageFit.TILE) return tiles(image, p.size(), target);
		if (isOf(p.size(), image.shape())) return image;
		if (p.size().isVolume()) return volumeFitted(image, p.size(), p.fit() == ImageFit.CENTER_CROP);
		final Operand<TFloat32> from = sides(image);
		final Operand<TFloat32> to = tf.dtypes.cast(target, TFloat32.class);
		final Operand<TFloat32> scale = tf.math.div(to, from);
		return p.fit() == ImageFit.RESIZE ? resized(image, target, scale, tf.constant(new float[2]))
			: centred(image, target, from, to, tf.max(scale, tf.constant(0)));
	}

	/** Whether the images are known to have that size; a resize would take time and change nothing. */
	private static boolean isOf(final InputSize size, final Shape images) {
		final int[] sides = size.sides();
		return images.numDimensions() == sides.length + 2 &&
			IntStream.range(0, sides.length).allMatch(i -> images.get(i + 1) == sides[i]);
	}

	/** Those of pictures, or of the planes of volumes, each of which {@link Tiling} gives a box. */
	private Operand<TFloat32> tiles(final Operand<TFloat32> image, final InputSize size,
		final Operand<TInt32> target) {
		final Operand<TFloat32> tiles = tf.image.cropAndResize(size.isVolume() ? planes(image) : image,
			tf.withName("boxes").placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, 4))),
			tf.withName("box_images").placeholder(TInt32.class, Placeholder.shape(Shape.of(-1))), target);
		return size.isVolume() ? volumes(tiles, size, (int) image.shape().get(-1)) : tiles;
	}

	/** All planes of volumes, {@code [n d, h, w, c]}. */
	private Operand<TFloat32> planes(final Operand<TFloat32> volumes) {
		return tf.reshape(volumes, tf.concat(List.of(tf.constant(new int[] { -1 }),
			tf.stridedSlice(tf.shape(volumes), Indices.sliceFrom(2))), tf.constant(0)));
	}

	private Operand<TFloat32> volumes(final Operand<TFloat32> planes, final InputSize size,
		final int channels) {
		return tf.reshape(planes,
			tf.constant(new int[] { -1, size.depth(), size.height(), size.width(), channels }));
	}

	/**
	 * Plane by plane, then along the depth, for which each plane is a row of pixels.
	 *
	 * @param centred whether all axes have the same scale, and what lies over the borders is cut off
	 */
	private Operand<TFloat32> volumeFitted(final Operand<TFloat32> volumes, final InputSize size,
		final boolean centred) {
		final int channels = (int) volumes.shape().get(-1);
		final int plane = size.height() * size.width();
		final Operand<TFloat32> from =
			tf.dtypes.cast(tf.stridedSlice(tf.shape(volumes), Indices.slice(1, 4)), TFloat32.class);
		final Operand<TFloat32> to =
			tf.constant(new float[] { size.depth(), size.height(), size.width() });
		final Operand<TFloat32> each = tf.math.div(to, from);
		final Operand<TFloat32> scale =
			centred ? tf.broadcastTo(tf.max(each, tf.constant(0)), tf.constant(new int[] { 3 })) : each;
		final Operand<TFloat32> shift =
			tf.math.mul(tf.math.sub(to, tf.math.mul(from, scale)), tf.constant(0.5f));
		final Operand<TFloat32> planes =
			resized(planes(volumes), tf.constant(new int[] { size.height(), size.width() }),
				tf.stridedSlice(scale, Indices.sliceFrom(1)), tf.stridedSlice(shift, Indices.sliceFrom(1)));
		final Operand<TFloat32> depths = tf.reshape(planes,
			tf.stack(List.of(tf.constant(-1), tf.stridedSlice(tf.shape(volumes), Indices.at(1)),
				tf.constant(plane), tf.constant(channels))));
		return volumes(resized(depths, tf.constant(new int[] { size.depth(), plane }),
			ofDepth(scale, 1), ofDepth(shift, 0)), size, channels);
	}

	/** What holds along the depth, and what along all pixels of a plane. */
	private Operand<TFloat32> ofDepth(final Operand<TFloat32> axes, final float plane) {
		return tf.concat(
			List.of(tf.stridedSlice(axes, Indices.sliceTo(1)), tf.constant(new float[] { plane })),
			tf.constant(0));
	}

	private Operand<TFloat32> sides(final Operand<TFloat32> image) {
		return tf.dtypes.cast(
			tf.slice(tf.shape(image), tf.constant(new int[] { 1 }), tf.constant(new int[] { 2 })),
			TFloat32.class);
	}

	/** The same scale along both axes; what lies over the target's borders is cut off. */
	private Operand<TFloat32> centred(final Operand<TFloat32> image, final Operand<TInt32> target,
		final Operand<TFloat32> from, final Operand<TFloat32> to, final Operand<TFloat32> scale) {
		final Operand<TFloat32> shift =
			tf.math.mul(tf.math.sub(to, tf.math.mul(from, scale)), tf.constant(0.5f));
		return resized(image, target, tf.broadcastTo(scale, tf.constant(new int[] { 2 })), shift);
	}

	/** Bilinear, with antialiasing where it shrinks: what a careful analyst's resize does. */
	private Operand<TFloat32> resized(final Operand<TFloat32> image, final Operand<TInt32> target,
		final Operand<TFloat32> scale, final Operand<TFloat32> shift) {
		return tf.image.scaleAndTranslate(image, target, scale, shift,
			ScaleAndTranslate.kernelType("triangle"), ScaleAndTranslate.antialias(true));
	}

	/** From the caller's channels to the network's, at each position by itself; alpha is 1. */
	private Operand<TFloat32> mixed(final Operand<TFloat32> image, final int channels,
		final Channels wanted, final float opaque) {
		final float[][] matrix = mixing(channels, wanted.word());
		if (matrix == null) return image;
		final Operand<TFloat32> mixed = image.shape().numDimensions() == 5
			? tf.nn.conv3d(image, tf.constant(new float[][][][][] { { { matrix } } }),
				List.of(1L, 1L, 1L, 1L, 1L), "SAME")
			: tf.nn.conv2d(image, tf.constant(new float[][][][] { { matrix } }), List.of(1L, 1L, 1L, 1L),
				"SAME");
		return wanted.equals(Channels.RGBA)
			? tf.math.add(mixed, tf.constant(new float[] { 0, 0, 0, opaque })) : mixed;
	}

	/** One row per channel of the caller, one column per channel of the network; null where they are the same. */
	private static float[][] mixing(final int channels, final String wanted) {
		switch (wanted) {
			case "grey":
				return channels == 1 ? null : new float[][] { { LUMA[0] }, { LUMA[1] }, { LUMA[2] } };
			case "bgr":
				return channels == 1 ? new float[][] { { 1, 1, 1 } }
					: new float[][] { { 0, 0, 1 }, { 0, 1, 0 }, { 1, 0, 0 } };
			case "rgba":
				return channels == 1 ? new float[][] { { 1, 1, 1, 0 } }
					: new float[][] { { 1, 0, 0, 0 }, { 0, 1, 0, 0 }, { 0, 0, 1, 0 } };
			case "rgb":
				return channels == 1 ? new float[][] { { 1, 1, 1 } } : null;
			default:
				return null;
		}
	}
}

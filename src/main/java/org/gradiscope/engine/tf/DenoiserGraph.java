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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.gradiscope.engine.DenoiserArchitecture;
import org.gradiscope.engine.tf.graph.GraphOps;
import org.gradiscope.model.Preprocessing;
import org.gradiscope.model.Standardization;
import org.gradiscope.tensor.Shape;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.index.Indices;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.image.ResizeBilinear;
import org.tensorflow.op.math.Mean;
import org.tensorflow.op.nn.Conv2d;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * A {@link DenoiserArchitecture} as operations, from a network's input to what the network then sees. Its
 * last convolution starts at zero, so that it changes nothing before it is trained. Noise has no mean: that
 * of each channel is subtracted, and the other kernels start with the sum 0. Otherwise training finds brightness and
 * colour first, which every weight can change, and does not come to what differs from pixel to pixel.
 * <p>
 * Inside, values are about -1..1, as whatever the preprocessing makes of the darkest and the brightest
 * pixel; so one step size suits all networks.
 * </p>
 */
final class DenoiserGraph {

	private static final String SCOPE = "denoiser";
	/** What the network then sees; also the layer. */
	static final String DENOISED = "denoised";
	private static final String BLOCK = "denoise";
	/** Of the first kernels: neighbouring pixels differ by less than their values. */
	private static final double GAIN = 4;

	private final DenoiserArchitecture architecture;
	private final Preprocessing preprocessing;
	private final Ops tf;
	private final FirstWeights first;
	private final Map<String, String> layers = new LinkedHashMap<>();

	private DenoiserGraph(final DenoiserArchitecture architecture, final Preprocessing preprocessing,
		final Graph graph, final long seed) {
		this.architecture = architecture;
		this.preprocessing = preprocessing;
		tf = GraphOps.of(graph).withSubScope(SCOPE);
		first = new FirstWeights(tf, seed);
	}

	/**
	 * A denoiser by itself.
	 *
	 * @param nodes the input's placeholder among them
	 * @param layers the operation of each, by the layer's name, from the input on
	 */
	record Built(GraphDef nodes, Map<String, String> layers) {

		/** The operation that gives what the network sees. */
		String output() {
			return layers.get(DENOISED);
		}
	}

	/**
	 * @param input the name of the placeholder of images
	 * @param preprocessing of the network, of pictures
	 * @param seed of the first weights
	 */
	static Built of(final DenoiserArchitecture architecture, final String input,
		final Preprocessing preprocessing, final long seed) {
		try (Graph graph = new Graph()) {
			final DenoiserGraph denoiser = new DenoiserGraph(architecture, preprocessing, graph, seed);
			denoiser.add(GraphOps.of(graph).withName(input).placeholder(TFloat32.class,
				Placeholder.shape(denoiser.ordered(-1, -1, -1, denoiser.channels()))));
			return new Built(graph.toGraphDef(), denoiser.layers);
		}
	}

	/** Whether an operation is one of a denoiser's. */
	static boolean isOwn(final String operation) {
		return operation.startsWith(SCOPE + "/");
	}

	private int channels() {
		return preprocessing.channels().count();
	}

	/** Batch, height, width and channels in the network's order of axes. */
	private org.tensorflow.ndarray.Shape ordered(final long... usual) {
		return org.tensorflow.ndarray.Shape.of(preprocessing.axes().chars()
			.mapToLong(axis -> usual[Preprocessing.USUAL_AXES.indexOf(axis)]).toArray());
	}

	private void add(final Operand<TFloat32> input) {
		final Operand<TFloat32> images =
			transposed(input, Preprocessing.USUAL_AXES, preprocessing.axes());
		final Operand<TFloat32> noise = noise(centred(images));
		final Operand<TFloat32> clean = tf.math.sub(images, scaled(noise));
		layer(DENOISED, transposed(clean, preprocessing.axes(), Preprocessing.USUAL_AXES));
	}

	/** The U-Net. */
	private Operand<TFloat32> noise(final Operand<TFloat32> images) {
		final List<Operand<TFloat32>> levels = new ArrayList<>();
		Operand<TFloat32> values = block(images, channels(), 0, 1);
		for (int level = 1; level <= architecture.levels(); level++) {
			levels.add(values);
			values = block(values, architecture.width(level - 1), level, 2);
		}
		for (int level = architecture.levels() - 1; level >= 0; level--) {
			final Operand<TFloat32> beside = levels.get(level);
			values = block(tf.concat(List.of(enlarged(values, beside), beside), tf.constant(3)),
				architecture.width(level + 1) + architecture.width(level), level, 1);
		}
		final Operand<TFloat32> noise =
			conv(values, first.zeros("noise.kernel", 1, 1, architecture.width(0), channels()), 1);
		return tf.math.sub(noise,
			tf.math.mean(noise, tf.constant(new int[] { 1, 2 }), Mean.keepDims(true)));
	}

	/** To the sides of another level, which need not be twice as long. */
	private Operand<TFloat32> enlarged(final Operand<TFloat32> values, final Operand<TFloat32> to) {
		final Operand<TInt32> sides = tf.stridedSlice(tf.shape(to), Indices.slice(1, 3));
		return tf.image.resizeBilinear(values, sides, ResizeBilinear.halfPixelCenters(true));
	}

	private Operand<TFloat32> block(final Operand<TFloat32> values, final int inputs, final int level,
		final long stride) {
		final int width = architecture.width(level);
		final String name = BLOCK + (layers.size() + 1);
		final Operand<TFloat32> half = rectified(values, name + ".1", inputs, width, stride);
		return layer(name, rectified(half, name + ".2", width, width, 1));
	}

	private Operand<TFloat32> rectified(final Operand<TFloat32> values, final String name,
		final int inputs, final int width, final long stride) {
		final Operand<TFloat32> kernel = first.centred(name + ".kernel", Shape.of(3, 3, inputs, width),
			9 * inputs, layers.isEmpty() && name.endsWith(".1") ? GAIN : 1);
		return tf.nn
			.relu(tf.nn.biasAdd(conv(values, kernel, stride), first.zeros(name + ".bias", width)));
	}

	private Operand<TFloat32> conv(final Operand<TFloat32> values, final Operand<TFloat32> kernel,
		final long stride) {
		return tf.nn.conv2d(values, kernel, List.of(1L, stride, stride, 1L), "SAME",
			new Conv2d.Options[0]);
	}

	private Operand<TFloat32> layer(final String name, final Operand<TFloat32> values) {
		final Operand<TFloat32> named = tf.withName(name).identity(values);
		layers.put(name, named.asOutput().op().name());
		return named;
	}

	private Operand<TFloat32> transposed(final Operand<TFloat32> images, final String to,
		final String from) {
		return to.equals(from) ? images
			: tf.linalg.transpose(images, tf.constant(to.chars().map(from::indexOf).toArray()));
	}

	/** The middle of each channel's values becomes 0, and half of their extent 1. */
	private Operand<TFloat32> centred(final Operand<TFloat32> images) {
		if (isStandardized()) return images;
		final float[] middle = new float[channels()];
		for (int c = 0; c < middle.length; c++)
			middle[c] = (0.5f * (preprocessing.range().min() + preprocessing.range().max()) -
				preprocessing.mean().get(c)) / preprocessing.deviation().get(c);
		final boolean none = isAll(middle, 0);
		final Operand<TFloat32> around = none ? images : tf.math.sub(images, tf.constant(middle));
		return isAll(half(), 1) ? around : tf.math.div(around, tf.constant(half()));
	}

	private Operand<TFloat32> scaled(final Operand<TFloat32> noise) {
		return isStandardized() || isAll(half(), 1) ? noise : tf.math.mul(noise, tf.constant(half()));
	}

	/** Then its values are about -1..1, whatever the range. */
	private boolean isStandardized() {
		return preprocessing.standardization().kind() != Standardization.Kind.NONE;
	}

	/** Half of the extent of each channel's values. */
	private float[] half() {
		final float[] half = new float[channels()];
		for (int c = 0; c < half.length; c++)
			half[c] = 0.5f * preprocessing.range().extent() / preprocessing.deviation().get(c);
		return half;
	}

	private static boolean isAll(final float[] values, final float number) {
		for (final float value : values)
			if (value != number) return false;
		return true;
	}
}

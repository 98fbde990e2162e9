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

package org.gradiscope.attribution.exemplar;

import java.util.List;

import org.gradiscope.engine.Answer;
import org.gradiscope.engine.Engine;
import org.gradiscope.engine.ForwardingNetwork;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Query;
import org.gradiscope.model.Channels;
import org.gradiscope.model.InputSize;
import org.gradiscope.model.Preprocessing;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.TinyNetworks;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * A layer {@code spot}, whose first channel is {@code relu(sum of 3x3 + the middle once more - 100)} and whose
 * second is never over 0, and two classes: the mean of the first channel, and minus that. It counts the
 * images that it is asked about.
 */
final class SpotNetwork implements ForwardingNetwork {

	private final Network network;
	private volatile int images;

	private SpotNetwork(final Network network) {
		this.network = network;
	}

	static SpotNetwork ofAnySize() {
		return of(InputSize.atLeast(3, 3));
	}

	static SpotNetwork of(final InputSize size) {
		return new SpotNetwork(Engine.load()
			.open(TinyNetworks.of("spots", Preprocessing.of(Channels.GREY, ValueRange.EIGHT_BIT, size),
				List.of("dark", "bright"), List.of("spot"), (tf, image) -> {
					final float[] kernel = { 1, -1, 1, -1, 1, -1, 1, -1, 2, -1, 1, -1, 1, -1, 1, -1, 1, -1 };
					final Operand<TFloat32> sums = tf.nn.biasAdd(tf.nn.conv2d(image,
						tf.reshape(tf.constant(kernel), tf.constant(new int[] { 3, 3, 1, 2 })),
						List.of(1L, 1L, 1L, 1L), "VALID"), tf.constant(new float[] { -100, -1 }));
					final Operand<TFloat32> spot = tf.withName("spot").nn.relu(sums);
					return tf.linalg.matMul(tf.math.mean(spot, tf.constant(new int[] { 1, 2 })),
						tf.constant(new float[][] { { -1, 1 }, { 0, 0 } }));
				})));
	}

	/** Black, of some height and width. */
	static float[][] black(final int height, final int width) {
		return new float[height][width];
	}

	/** A black picture with one bright pixel. */
	static Pixels dot(final int height, final int width, final int x, final int y,
		final float value) {
		final float[][] rows = black(height, width);
		rows[y][x] = value;
		return picture(rows);
	}

	static Pixels picture(final float[]... rows) {
		final Tensor values = Tensor.zeros(Shape.of(1, rows.length, rows[0].length, 1));
		for (int y = 0; y < rows.length; y++)
			System.arraycopy(rows[y], 0, values.data(), y * rows[0].length, rows[0].length);
		return new Pixels(values, ValueRange.EIGHT_BIT);
	}

	/** How many images it was asked about. */
	int images() {
		return images;
	}

	@Override
	public Network network() {
		return network;
	}

	@Override
	public Answer answer(final Query query) {
		images += query.count();
		return network.answer(query);
	}
}

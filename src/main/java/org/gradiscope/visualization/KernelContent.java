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

package org.gradiscope.visualization;

import org.gradiscope.engine.Kernel;
import org.gradiscope.model.Channels;
import org.gradiscope.tensor.Tensor;

/** What is shown of a kernel, which has as many weights at a position as it sees channels. */
public sealed interface KernelContent {

	/**
	 * One kernel as a picture.
	 *
	 * @return {@code [1, kh, kw, c]}
	 */
	Tensor of(Kernel kernel, int output);

	/** Whether values may be negative, so that zero belongs in the middle of the colours. */
	boolean isSigned();

	/**
	 * The weights as they are, red, green, blue: of a convolution that sees the image.
	 *
	 * @param order of the channels that the network takes
	 */
	record Colour(Channels order) implements KernelContent {

		@Override
		public Tensor of(final Kernel kernel, final int output) {
			final Tensor colours = kernel.of(output);
			if (!order.equals(Channels.BGR)) return colours;
			final Tensor turned = colours.copy();
			for (int i = 0; i < turned.size(); i++)
				turned.data()[i] = colours.data()[i - i % 3 + 2 - i % 3];
			return turned;
		}

		@Override
		public boolean isSigned() {
			return true;
		}

		@Override
		public String toString() {
			return "colour";
		}
	}

	/** {@code sqrt(sum_i w_i^2)} over the input channels {@code i} at each position. */
	record ChannelNorm() implements KernelContent {

		@Override
		public Tensor of(final Kernel kernel, final int output) {
			final Tensor all = kernel.of(output);
			final Tensor norm = Tensor.zeros(all.shape().with(3, 1));
			for (int p = 0; p < norm.size(); p++)
				norm.data()[p] = (float) norm(all, p * kernel.inputs(), kernel.inputs());
			return norm;
		}

		/** {@code sqrt(sum v^2)} over some values side by side. */
		static double norm(final Tensor values, final int from, final int count) {
			double squares = 0;
			for (int i = from; i < from + count; i++)
				squares += (double) values.data()[i] * values.data()[i];
			return Math.sqrt(squares);
		}

		@Override
		public boolean isSigned() {
			return false;
		}

		@Override
		public String toString() {
			return "norm";
		}
	}

	/** The weights of one input channel, counted from 0. */
	record InputChannel(int channel) implements KernelContent {

		@Override
		public Tensor of(final Kernel kernel, final int output) {
			final Tensor all = kernel.of(output);
			final Tensor one = Tensor.zeros(all.shape().with(3, 1));
			for (int p = 0; p < one.size(); p++)
				one.data()[p] = all.data()[p * kernel.inputs() + channel];
			return one;
		}

		@Override
		public boolean isSigned() {
			return true;
		}

		@Override
		public String toString() {
			return "input " + channel;
		}
	}
}

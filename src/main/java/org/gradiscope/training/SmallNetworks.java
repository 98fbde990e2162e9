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

package org.gradiscope.training;

import java.util.List;
import java.util.Locale;

import org.gradiscope.engine.Architecture;
import org.gradiscope.engine.Architecture.Convolution;
import org.gradiscope.model.Channels;
import org.gradiscope.model.InputSize;
import org.gradiscope.model.Labels;
import org.gradiscope.model.Preprocessing;
import org.gradiscope.tensor.ValueRange;

/** Architectures that train in minutes on a processor, by the words that users choose. */
public enum SmallNetworks {

	/** Three convolutions of 16 to 64 channels. */
	SMALL(new Convolution("conv1", 5, 16, true), new Convolution("conv2", 3, 32, true),
		new Convolution("conv3", 3, 64, false)),
	/** Seven convolutions of 16 to 128 channels, as micropatterns has. */
	MEDIUM(new Convolution("conv1", 5, 16, true), new Convolution("conv2", 3, 32, true),
		new Convolution("conv3", 3, 64, false), new Convolution("conv4", 3, 64, true),
		new Convolution("conv5", 3, 96, false), new Convolution("conv6", 3, 128, true),
		new Convolution("conv7", 3, 128, false));

	private final List<Convolution> convolutions;

	SmallNetworks(final Convolution... convolutions) {
		this.convolutions = List.of(convolutions);
	}

	/** For images of so many channels and any size from 32x32. */
	public Architecture of(final int channels, final Labels labels) {
		final Channels known = switch (channels) {
			case 1 -> Channels.GREY;
			case 3 -> Channels.RGB;
			default -> Channels.of(channels);
		};
		return new Architecture(
			Preprocessing.of(known, new ValueRange(-1, 1), InputSize.atLeast(32, 32)), convolutions,
			labels);
	}

	/** The word by which users choose it. */
	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}
}

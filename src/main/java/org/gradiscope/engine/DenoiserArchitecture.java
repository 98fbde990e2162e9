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

package org.gradiscope.engine;

/**
 * A small U-Net that goes before a network and takes out of its images what was added to fool it: the
 * DUNET of Liao et al. 2018, "Defense against Adversarial Attacks Using High-Level Representation Guided
 * Denoiser", which gives the noise, so that the network sees {@code x - noise}. At each level there are two
 * convolutions of 3x3 with their ReLUs, down to half the sides by a stride of 2, up again by bilinear
 * interpolation, beside what the level had on the way down. The paper has four levels, three convolutions and
 * batch normalization, which none of a few hundred images needs.
 *
 * @param levels how often the sides are halved, 1..6; those of any image can be
 * @param channels at the full size, 1..256; twice as many after one halving, four times from the second on
 */
public record DenoiserArchitecture(int levels, int channels) {

	/** Wider than that it becomes at no level. */
	private static final int WIDEST = 4;

	/** @throws IllegalArgumentException if a value is outside its bounds */
	public DenoiserArchitecture {
		if (levels < 1 || levels > 6 || channels < 1 || channels > 256)
			throw new IllegalArgumentException(
				"A denoiser needs 1 to 6 levels and 1 to 256 channels, but " + levels + " and " + channels +
					" were given.");
	}

	/** How many channels a level has, the full size being level 0. */
	public int width(final int level) {
		return channels * Math.min(WIDEST, 1 << level);
	}
}

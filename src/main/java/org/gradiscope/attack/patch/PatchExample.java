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

package org.gradiscope.attack.patch;

import java.util.function.Supplier;

import org.gradiscope.attack.AttackedImage;
import org.gradiscope.attack.bound.PixelFormat;
import org.gradiscope.attack.target.Criterion;
import org.gradiscope.tensor.Pixels;

/**
 * An image that a patch is put on.
 *
 * @param clean reads it, {@code [1, h, w, c]}; images are read when they are needed
 * @param criterion when the network counts as fooled on it
 * @param format the values that it can have once it is saved
 * @param files what is left of it there
 */
public record PatchExample(Supplier<Pixels> clean, Criterion criterion, PixelFormat format,
	AttackedImage.FileRoundTrip files) {

	/** One that is there already, and that a file holds as it is. */
	public static PatchExample of(final Pixels clean, final Criterion criterion,
		final PixelFormat format) {
		return new PatchExample(() -> clean, criterion, format, AttackedImage.FileRoundTrip.EXACT);
	}

	/** The image with the patch, in its format. */
	Pixels with(final Patch patch, final Placement placement) {
		final Pixels pasted = placement.paste(clean.get(), patch);
		for (int i = 0; i < pasted.values().size(); i++)
			pasted.values().data()[i] = format.stored(pasted.values().data()[i]);
		return pasted;
	}
}

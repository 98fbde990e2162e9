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

package org.gradiscope.attack.defence;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.transform.Transformed;

/**
 * Several defences, one after the other.
 *
 * @param steps the first one sees the image
 */
public record DefenceChain(List<Defence> steps) implements Defence {

	public DefenceChain {
		steps = List.copyOf(steps);
	}

	@Override
	public boolean isRandom() {
		return steps.stream().anyMatch(Defence::isRandom);
	}

	@Override
	public Transformed pass(final Pixels image, final SplittableRandom random) {
		final List<Transformed> all = new ArrayList<>();
		Tensor seen = image.values();
		for (final Defence step : steps) {
			all.add(step.pass(image.with(seen), random));
			seen = all.get(all.size() - 1).images();
		}
		return new Transformed(seen, gradient -> {
			Tensor back = gradient;
			for (int i = all.size() - 1; i >= 0; i--)
				back = all.get(i).adjoint().apply(back);
			return back;
		});
	}

	@Override
	public String toString() {
		return steps.stream().map(Defence::toString).collect(Collectors.joining("+"));
	}
}

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

package org.gradiscope.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;

import org.gradiscope.objective.Objectives;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.BrightnessService;
import org.junit.jupiter.api.Test;

/** Networks are lent, kept, and given back. */
class DefaultGradiscopeServiceTest {

	private final BrightnessService service = new BrightnessService();

	@Test
	void aNetworkIsOpenedOnce() {
		try (OpenNetwork first = service.open("brightness");
			OpenNetwork second = service.open(" brightness ")) {
			assertEquals(first.descriptor(), second.descriptor());
			assertEquals(1, service.openNetworks());
		}
		assertEquals(1, service.openNetworks());
	}

	@Test
	void idleNetworksBeyondTwoAreClosed() {
		for (final String name : List.of("brightness1", "brightness2", "brightness3"))
			service.open(name).close();
		assertEquals(2, service.openNetworks());
	}

	@Test
	void whatIsInUseStaysOpenUntilItIsGivenBack() {
		final OpenNetwork network = service.open("brightness");
		service.dispose();
		final Pixels image = new Pixels(Tensor.zeros(Shape.of(1, 8, 8, 1)), ValueRange.UNIT);
		assertEquals(64, network.evaluate(image, Objectives.logit(0)).gradient().size());
		network.close();
		network.close();
		assertEquals(0, service.openNetworks());
		assertThrows(IllegalStateException.class, () -> network.evaluate(image, Objectives.logit(0)));
		service.open("brightness").close();
		assertEquals(1, service.openNetworks());
	}
}

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

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Collection;
import java.util.List;
import java.util.Map;

import org.gradiscope.model.Layer;
import org.gradiscope.tensor.Shape;
import org.gradiscope.testing.ClosedFormNetwork;
import org.junit.jupiter.api.Test;

class GivenInputsTest {

	/** Takes nothing as it is. */
	private record Picky(Network network) implements ForwardingNetwork {

		@Override
		public boolean takes(final int[] sides, final Collection<String> layers) {
			return false;
		}

		@Override
		public Shape seen(final int[] sides, final Collection<String> layers) {
			return Shape.of(sides[0] + 1, sides[1] + 1);
		}

		@Override
		public List<Layer> layersBefore(final Collection<String> layers) {
			return List.of();
		}

		@Override
		public Answer answer(final Query query) {
			return network.answer(query);
		}
	}

	@Test
	void theSizesAndLayersAreThoseOfTheNetworkThatIsAsked() {
		final Network network =
			new GivenInputs(new Picky(ClosedFormNetwork.linear(new double[1])), Map.of());
		assertFalse(network.takes(4, 4, List.of()));
		assertFalse(network.takes(new int[] { 4, 4 }, List.of()));
		assertEquals(Shape.of(5, 5), network.seen(4, 4, List.of()));
		assertEquals(List.of(), network.layersBefore(List.of()));
	}
}

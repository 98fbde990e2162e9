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

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.gradiscope.engine.Answer;
import org.gradiscope.engine.Device;
import org.gradiscope.engine.ForwardingNetwork;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Query;
import org.gradiscope.testing.ClosedFormNetwork;
import org.junit.jupiter.api.Test;

class OpenNetworkTest {

	private static final String REMARK =
		"The libraries for a graphics card are there, but no card answers.";

	/** A network that would rather run on a card. */
	private record OnTheProcessor(Network network) implements ForwardingNetwork {

		@Override
		public Device device() {
			return new Device("CPU (oneDNN on)", Optional.of(REMARK));
		}

		@Override
		public Answer answer(final Query query) {
			return network.answer(query);
		}
	}

	/** The loans of a network share what was told. */
	@Test
	void eachCommandSaysOnceWhyTheProcessorDoesTheWork() {
		final Network network = new OnTheProcessor(ClosedFormNetwork.linear(new double[1]));
		final NetworkHistory history = new NetworkHistory();
		try (OpenNetwork first = new OpenNetwork(network, () -> {}, history);
			OpenNetwork second = new OpenNetwork(network, () -> {}, history)) {
			assertEquals("CPU (oneDNN on)", first.device().toString());
			assertEquals(List.of(REMARK), first.remarks("classify"));
			assertEquals(List.of(), second.remarks("classify"));
			assertEquals(List.of(REMARK), second.remarks("saliency-map"));
		}
	}
}

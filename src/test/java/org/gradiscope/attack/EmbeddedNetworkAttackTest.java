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

package org.gradiscope.attack;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.gradiscope.engine.Network;
import org.gradiscope.engine.Prediction;
import org.gradiscope.engine.Progress;
import org.gradiscope.pattern.Pattern;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.testing.Micropatterns;
import org.junit.jupiter.api.Test;

class EmbeddedNetworkAttackTest {

	/** Four fresh draws of each pattern, PGD of 20 steps at 8 grey levels. */
	@Test
	void pgdFoolsTheNetworkOnNineInTenDraws() {
		int tried = 0;
		int fooled = 0;
		try (Network network = Micropatterns.open()) {
			for (final Pattern pattern : Pattern.values())
				for (int i = 0; i < 4; i++) {
					final Pixels image = Micropatterns.draw(pattern, 64, 555_000 + 10L * pattern.ordinal() +
						i);
					final Prediction before = Prediction.of(network, image).get(0);
					final Criterion criterion = new Criterion.Misclassification(before.best());
					final Pixels perturbed = Attack.run(Pgd.of(new Bound(Norm.LINF, 8))
						.withSteps(20), new NetworkVictim(network, List.of(criterion)), image, Progress.NONE);
					if (Adversarial.judge(network, image, before, perturbed, criterion).success()) fooled++;
					tried++;
				}
		}
		assertTrue(fooled >= 0.9 * tried, fooled + " of " + tried);
	}
}

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

package org.gradiscope.imagej;

import ij.IJ;
import ij.Prefs;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.gradiscope.engine.EngineHost;
import org.gradiscope.engine.Progress;

/**
 * ImageJ or Fiji, which keeps native libraries in {@code lib/gradiscope} of its own folder. It agrees
 * to a download where that was agreed to beforehand, and asks where somebody is there to answer.
 */
public final class ImageJHost implements EngineHost {

	private static final Path NATIVES = Path.of("lib", "gradiscope");

	private final boolean agreed;
	private final UserPrompt prompt;
	private final Supplier<Progress> progress;

	/**
	 * @param agreed whether a download is agreed to
	 * @param prompt asked if it is not
	 * @param progress of the next download or unpacking
	 */
	public ImageJHost(final boolean agreed, final UserPrompt prompt,
		final Supplier<Progress> progress) {
		this.agreed = agreed;
		this.prompt = prompt;
		this.progress = progress;
	}

	/**
	 * In each folder that may be ImageJ's. The folder that Java was started in is none, unless ImageJ is
	 * open and takes it for its own: whatever lies there would be run.
	 */
	@Override
	public List<Path> nativeFolders() {
		return Stream
			.of(stated("imagej.dir"), stated("fiji.dir"), stated("plugins.dir").map(ImageJHost::root),
				ownJar().flatMap(ImageJHost::installation), open())
			.flatMap(Optional::stream).map(f -> f.toAbsolutePath().normalize().resolve(NATIVES))
			.distinct().toList();
	}

	private static Optional<Path> stated(final String property) {
		return Optional.ofNullable(System.getProperty(property)).filter(f -> !f.isBlank())
			.map(Path::of);
	}

	/** ImageJ takes both its own folder and the one of its plugins. */
	private static Path root(final Path plugins) {
		final Path folder = plugins.toAbsolutePath().normalize();
		return folder.endsWith("plugins") ? folder.getParent() : folder;
	}

	private static Optional<Path> ownJar() {
		try {
			final CodeSource source = ImageJHost.class.getProtectionDomain().getCodeSource();
			return source == null ? Optional.empty() : Optional.of(Path.of(source.getLocation().toURI()));
		}
		catch (final URISyntaxException | IllegalArgumentException e) {
			// Not a file of this machine.
			return Optional.empty();
		}
	}

	/** The folder above {@code plugins} or {@code jars}, if the jar lies in one of them. */
	static Optional<Path> installation(final Path jar) {
		for (Path folder = jar.getParent(); folder != null; folder = folder.getParent())
			if (folder.endsWith("plugins") || folder.endsWith("jars"))
				return Optional.ofNullable(folder.getParent());
		return Optional.empty();
	}

	private static Optional<Path> open() {
		return IJ.getInstance() == null ? Optional.empty()
			: Optional.ofNullable(Prefs.getImageJDir()).map(Path::of);
	}

	@Override
	public boolean agreesToDownload(final String terms) {
		return agreed || prompt.confirm("Gradiscope", "Download " + terms + "?");
	}

	@Override
	public Progress progress() {
		return progress.get();
	}
}

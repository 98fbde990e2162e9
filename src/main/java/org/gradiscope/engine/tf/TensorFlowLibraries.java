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

package org.gradiscope.engine.tf;

import java.nio.file.Path;
import java.util.Optional;

import org.bytedeco.javacpp.Loader;
import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.EngineHost;
import org.gradiscope.engine.NativeLibraries;
import org.gradiscope.engine.Progress;

/** TensorFlow's, for the machine at hand. */
final class TensorFlowLibraries implements NativeLibraries {

	static final String NAME = "tensorflow";
	static final String SIZE = "about 150 MB";
	static final String LICENCE = "Apache-2.0";

	private final EngineHost host;
	private final NativeSettings settings;
	private final ClassPathLibraries classPath;

	TensorFlowLibraries(final EngineHost host) {
		this(host, NativeSettings.now(),
			new ClassPathLibraries(TensorFlowLibraries.class.getClassLoader()));
	}

	TensorFlowLibraries(final EngineHost host, final NativeSettings settings,
		final ClassPathLibraries classPath) {
		this.host = host;
		this.settings = settings;
		this.classPath = classPath;
	}

	@Override
	public String name() {
		return NAME;
	}

	@Override
	public String size() {
		return SIZE;
	}

	@Override
	public String licence() {
		return LICENCE;
	}

	@Override
	public Optional<Path> find() {
		return NativePlatform.find(Loader.getPlatform()).flatMap(p -> search(p).find())
			.map(NativeSearch.Location::where);
	}

	@Override
	public Path obtain() {
		final NativePlatform platform = NativePlatform.of(Loader.getPlatform());
		final NativeSearch search = search(platform);
		final Optional<NativeSearch.Location> found = search.find();
		if (found.isPresent()) return found.get().prepare().apply(host.progress());
		if (settings.libraries().isPresent()) throw new EngineException("TensorFlow's libraries for " +
			platform + " were looked for where " + NativeSettings.LIBRARIES + " says: in " +
			search.searched() + ". Lay them there, or unset " + NativeSettings.LIBRARIES + ".");
		if (!agreed(platform)) throw new EngineException("TensorFlow's libraries for " + platform +
			" are not on this machine; they were looked for in " + search.searched() + ". " +
			byHand(platform) + ", or agree to a download of " + SIZE + " (download-model name=" + NAME +
			" download=true, or " + NativeSettings.DOWNLOAD_VARIABLE + "=true).");
		return download(platform);
	}

	private boolean agreed(final NativePlatform platform) {
		return settings.download() ||
			host.agreesToDownload("TensorFlow's libraries for " + platform + " (" + SIZE + ", licence " +
				LICENCE + ") from the server of DJL, the Deep Java Library, into " + settings.folder());
	}

	private Path download(final NativePlatform platform) {
		final Progress progress = host.progress();
		try {
			return LoadingContext.during(() -> new NativeInstaller(settings.folder(), platform)
				.install(progress, new NativeDownload(progress)));
		}
		catch (final NativeDownload.Failed e) {
			throw new EngineException("DJL could not download TensorFlow's libraries for " + platform +
				" (" + e.getMessage() + "). " + byHand(platform) + ", or try again later.", e);
		}
	}

	private String byHand(final NativePlatform platform) {
		final Path folder = settings.stated() ? settings.folder()
			: host.nativeFolders().stream().findFirst().orElse(settings.folder());
		return "Lay " + platform.jar() + " from Maven Central into " + folder +
			" (see docs/install.md), or run the install script";
	}

	private NativeSearch search(final NativePlatform platform) {
		return new NativeSearch(settings, host.nativeFolders(), platform, classPath);
	}
}
